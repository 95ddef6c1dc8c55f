import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { Schema } from '../control/operation-types.js';
import { checkedScenario, parseSteps } from '../services/scenario.js';
import { ControlClient } from './control-client.js';
import {
  type AccountOptions,
  accountOf,
  accountOption,
  type ControlOptions,
  withControlOptions,
} from './control-options.js';
import { UsageError } from './errors.js';
import { table } from './tables.js';
import { print, type Terminal } from './terminal.js';

/** `chck scenarios`: lists of steps that a running mock saves and runs again. */
export function scenariosCommand(terminal: Terminal): Command {
  const scenarios = new Command('scenarios');
  const client = (options: ControlOptions) => new ControlClient(terminal, options);

  withControlOptions(
    scenarios.command('list', { isDefault: true }).description('list the saved scenarios (the default)'),
  ).action(async (options: ControlOptions) => {
    const result = await client(options).run('listScenarios', {});
    print(terminal, options, result, (list) => {
      const rows = list.scenarios.map(({ name, steps }) => [name, steps.map(kindOf).join(', ')]);
      return table(terminal, ['SCENARIO', 'STEPS'], rows);
    });
  });

  withControlOptions(
    scenarios
      .command('run')
      .description('run the steps of a saved scenario, or of a file, in order')
      .argument('<name or file>', 'name of a saved scenario, or a path such as ./retry.yaml'),
  )
    .addOption(accountOption('the account that the steps concern'))
    .action(async (name: string, options: AccountOptions) => {
      const body = isPath(name) ? { steps: readSteps(name) } : { name };
      const run = await client(options).run('runScenario', { body: { ...body, ...accountOf(options) } });
      print(terminal, options, run, ({ steps }) =>
        steps.map(({ kind, text }, index) => `${index + 1}. ${kind}: ${text}`).join('\n'),
      );
    });

  withControlOptions(
    scenarios
      .command('save')
      .description('save a scenario; one with the same name is replaced')
      .argument('<name>', 'name of the scenario')
      .argument('<file>', 'its steps, in YAML or JSON'),
  ).action(async (name: string, file: string, options: ControlOptions) => {
    const saved = await client(options).run('saveScenario', { body: { name, steps: readSteps(file) } });
    print(terminal, options, saved, ({ steps }) => `Saved ${name} with ${steps.length} steps.`);
  });

  withControlOptions(
    scenarios.command('remove').description('remove a scenario').argument('<name>', 'name of the scenario'),
  ).action(async (name: string, options: ControlOptions) => {
    await client(options).run('removeScenario', { path: { name } });
    print(terminal, options, { removed: name }, () => `Removed ${name}.`);
  });
  return scenarios;
}

function kindOf(step: Schema<'ScenarioStep'>): string {
  return Object.keys(step)[0] ?? 'none';
}

function isPath(text: string): boolean {
  return /[/\\]|\.(ya?ml|json)$/i.test(text);
}

function readSteps(file: string): Schema<'ScenarioStep'>[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`The file ${file} cannot be read.`, { cause });
  }
  return checkedScenario({ name: file.slice(-100), steps: parseSteps(text) }).steps;
}
