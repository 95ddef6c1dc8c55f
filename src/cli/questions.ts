import { Command } from 'commander';
import type { Readings } from '../suite/questions/ask-questions.js';
import type { OpenQuestions } from '../suite/questions/open-questions.js';
import { UsageError } from './errors.js';
import { httpUrl, option } from './options.js';
import type { Terminal } from './terminal.js';

interface QuestionsOptions {
  baseUrl?: string;
  token?: string;
  json?: boolean;
}

/** `chck questions`: lists what only CHCK can say, or asks a real service what requests that only read can settle. */
export function questionsCommand(terminal: Terminal): Command {
  return new Command('questions')
    .addOption(option('-u, --base-url <url>', 'the address of a real service to ask').argParser(httpUrl))
    .addOption(option('--token <token>', 'a usable token of that service').asSecret())
    .addOption(option('--json', 'print only JSON'))
    .action(async ({ baseUrl, token, json = false }: QuestionsOptions) => {
      if (baseUrl !== undefined) return ask(terminal, baseUrl, token, json);
      const { openQuestions } = await import('../suite/questions/open-questions.js');
      const { apiDocument } = await import('../contract/document.js');
      const { rules } = await import('../suite/all-rules.js');
      const questions = openQuestions(apiDocument(), rules);
      terminal.out(json ? JSON.stringify(questions, null, 2) : questionsText(questions));
    });
}

async function ask(
  terminal: Terminal,
  baseUrl: string,
  token: string | undefined,
  json: boolean,
): Promise<void> {
  if (token === undefined)
    throw new UsageError('Give a usable token of the service with --token or CHCK_TOKEN; it is not stored.');
  const { runContractSuite } = await import('../suite/run-contract-suite.js');
  const { readingsOf } = await import('../suite/questions/ask-questions.js');
  const report = await runContractSuite({ baseUrl, token, readOnly: true, signal: terminal.interrupted });
  const readings = readingsOf(report);
  terminal.out(json ? JSON.stringify(readings, null, 2) : readingsText(readings));
}

function questionsText({ behaviour, document }: OpenQuestions): string {
  return [...behaviour, ...document]
    .map(({ id, question, request }) => `${id.padEnd(11)} ${question}\n            ${request}`)
    .join('\n');
}

function readingsText({ differs, holds, open }: Readings): string {
  return [
    ...differs.flatMap(({ id, reading, seen, request }) => [
      `differs  ${id.padEnd(11)} ${reading}`,
      `         ${seen}`,
      ...(request === undefined ? [] : [`         ${request}`]),
    ]),
    ...holds.map(({ id, reading }) => `holds    ${id.padEnd(11)} ${reading}`),
    ...open.map(({ id, reading, reason }) => `open     ${id.padEnd(11)} ${reading} (${reason})`),
    '',
    `${differs.length} of our readings differ, ${holds.length} rules hold, ${open.length} cannot be settled by reading.`,
  ].join('\n');
}
