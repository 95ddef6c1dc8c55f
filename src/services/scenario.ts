import { join } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import type { Duration } from '../duration.js';
import { InvalidArgumentError } from '../errors.js';
import type { FaultInput } from '../faults/faults.js';
import { loadDocument } from '../openapi/document.js';
import { documentOperations } from '../openapi/operations.js';
import { createRequestValidator } from '../openapi/request-validator.js';
import { packageRoot } from '../package-root.js';
import type { AccountOption } from './find-account.js';
import type { CompleteInput, GradingInput } from './gradings.js';
import type { TargetInput } from './targets.js';
import type { TriggerInput, WebhookFaultInput } from './triggers.js';

/** Without properties that are undefined, as in JSON. */
type Written<Input> = { [Key in keyof Input]: Exclude<Input[Key], undefined> };

/** One step: exactly one of these properties. Steps without an account concern the account of the run. */
export interface ScenarioStep {
  target?: Written<TargetInput & AccountOption>;
  /** Starts gradings. */
  start?: Written<GradingInput & { count?: number | undefined }>;
  /** Ends the gradings of the scenario that are in progress. */
  complete?: Written<CompleteInput>;
  /** Fires webhooks, by new gradings or an existing one. */
  fire?: Written<Omit<TriggerInput, 'fault'> & { fault?: Written<WebhookFaultInput> | undefined }>;
  fault?: Written<FaultInput>;
  advance?: Duration;
  /** Sends the last delivery of the scenario again, or all of them. */
  resend?: 'last' | 'all';
}

/** A named list of steps. */
export interface Scenario {
  /** 1 to 100 characters. */
  name: string;
  /** 1 to 100 steps. */
  steps: ScenarioStep[];
}

const documentPath = join(packageRoot, 'openapi', 'control-api.v1.json');
let validate: ReturnType<typeof createRequestValidator<{ body: Scenario }>> | undefined;

/** A scenario whose steps are as the schema of `/_mock` says. Throws InvalidArgumentError. */
export function checkedScenario(scenario: { name: string; steps: unknown }): Scenario {
  validate ??= scenarioValidator();
  const verdict = validate({ path: {}, query: {}, body: scenario });
  if (verdict.ok) return verdict.value.body;
  const [problem] = verdict.problems;
  throw new InvalidArgumentError(
    problem?.field === 'name' ? 'name' : 'steps',
    problem?.message ?? 'The scenario is not valid.',
  );
}

/** Reads steps in YAML or JSON: a list, or an object with a list `steps`. Throws InvalidArgumentError. */
export function parseSteps(text: string): unknown {
  let parsed: unknown;
  try {
    parsed = parse(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const line = error.linePos?.[0].line;
    throw new InvalidArgumentError(
      'steps',
      `steps must be YAML or JSON; there is a mistake${line === undefined ? '' : ` in line ${line}`}.`,
    );
  }
  return typeof parsed === 'object' && parsed !== null && 'steps' in parsed ? parsed.steps : parsed;
}

function scenarioValidator() {
  const operation = documentOperations(loadDocument(documentPath)).find(({ id }) => id === 'saveScenario');
  if (operation === undefined) throw new TypeError('The document of /_mock has no operation saveScenario.');
  return createRequestValidator<{ body: Scenario }>(operation, { unknown: 'refuse' });
}
