import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isObject } from '../../json.js';
import { nearestName } from '../../nearest-name.js';
import type { KeyInput } from '../../services/keys.js';
import { checkedScenario, type ScenarioStep } from '../../services/scenario.js';
import { UsageError } from '../errors.js';

/** What `chck serve --setup FILE` describes; docs/configuration.md has an example. */
export interface Setup {
  keys: SetupKey[];
  targets: NonNullable<ScenarioStep['target']>[];
  faults: NonNullable<ScenarioStep['fault']>[];
  /** Steps as of `chck scenarios`. */
  scenario: ScenarioStep[];
}

/** A key with a given token. */
export type SetupKey = KeyInput & { token: string };

/** A setup in which there is nothing. */
export const emptySetup: Setup = { keys: [], targets: [], faults: [], scenario: [] };

/** Reads a setup file in YAML or JSON. Throws UsageError, which names the file and the field. */
export function readSetup(file: string): Setup {
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8')) ?? {};
  } catch (cause) {
    throw new UsageError(`The setup ${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
  if (!isObject(content)) throw new UsageError(`The setup ${file} must be an object.`);
  refuseUnknown(file, content, Object.keys(emptySetup));
  const list = (name: keyof Setup): unknown[] => {
    const value = content[name] ?? [];
    if (Array.isArray(value)) return value;
    throw new UsageError(`The setup ${file}: ${name} must be a list.`);
  };
  const steps = (name: keyof Setup, values: unknown[]): ScenarioStep[] => {
    if (values.length === 0) return [];
    try {
      return checkedScenario({ name, steps: values }).steps;
    } catch (cause) {
      throw new UsageError(`The setup ${file}: ${name}: ${messageOf(cause)}`, { cause });
    }
  };
  return {
    keys: list('keys').map((value, index) => checkedKey(`${file}: keys/${index}`, value)),
    targets: steps(
      'targets',
      list('targets').map((target) => ({ target })),
    ).flatMap(({ target }) => target ?? []),
    faults: steps(
      'faults',
      list('faults').map((fault) => ({ fault })),
    ).flatMap(({ fault }) => fault ?? []),
    scenario: steps('scenario', list('scenario')),
  };
}

/** The service checks the values. */
function checkedKey(place: string, value: unknown): SetupKey {
  if (!isObject(value)) throw new UsageError(`The setup ${place} must be an object with a token.`);
  refuseUnknown(place, value, ['token', 'name', 'account']);
  const { token, name, account } = value;
  if (typeof token !== 'string') throw new UsageError(`The setup ${place}: token is missing or no text.`);
  if (name !== undefined && typeof name !== 'string')
    throw new UsageError(`The setup ${place}: name must be a text.`);
  if (account !== undefined && typeof account !== 'string' && typeof account !== 'number')
    throw new UsageError(`The setup ${place}: account must be an id or an email.`);
  return { token, name, account };
}

function refuseUnknown(place: string, value: object, known: readonly string[]): void {
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    const guess = nearestName(name, known);
    const advice = guess === undefined ? `Known: ${known.join(', ')}.` : `Did you mean ${guess}?`;
    throw new UsageError(`The setup ${place}: there is no ${name}. ${advice}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
