import { DurationError, formatDuration, parseDuration } from '../duration.js';
import { InvalidArgumentError } from '../errors.js';

/** What faults disturb: calls of the Partner API, or webhooks. */
export type FaultSide = 'api' | 'webhook';

/** One thing that a kind of fault can be told. A store holds every value as a number: durations in ms, flags as 0 or 1. */
export interface FaultOption {
  type: 'integer' | 'fraction' | 'flag' | 'duration';
  /** Both bounds are allowed; of a duration they are in ms. */
  minimum?: number;
  maximum?: number;
  required?: true;
  /** What holds when it is not given, as the store has it. */
  default?: number;
}

export interface FaultKindDefinition {
  side: FaultSide;
  /** One of these and one other fault may strike the same call or delivery; of the others only the oldest does. */
  adds?: true;
  /** Cannot be seen in an answer without a body, so such calls are left alone. */
  needsBody?: true;
  options: Readonly<Record<string, FaultOption>>;
}

const DAY_MS = 86_400_000;
const chance: FaultOption = { type: 'fraction', minimum: 0, maximum: 1 };

const apiKinds = {
  status: {
    side: 'api',
    options: {
      status: { type: 'integer', minimum: 400, maximum: 599, required: true },
      retryAfter: { type: 'integer', minimum: 0, maximum: 86_400 },
      chance,
    },
  },
  latency: {
    side: 'api',
    adds: true,
    options: { delay: { type: 'duration', minimum: 1, maximum: DAY_MS, required: true }, chance },
  },
  reset: { side: 'api', options: { chance } },
  empty: { side: 'api', options: { chance } },
  truncated: {
    side: 'api',
    needsBody: true,
    options: {
      bytes: { type: 'integer', minimum: 0, maximum: 1_048_576 },
      fullLength: { type: 'flag', default: 0 },
      chance,
    },
  },
  malformed: { side: 'api', needsBody: true, options: { chance } },
  drip: {
    side: 'api',
    needsBody: true,
    options: {
      pause: { type: 'duration', minimum: 1, maximum: 60_000, default: 20 },
      bytes: { type: 'integer', minimum: 1, maximum: 65_536, default: 1 },
      chance,
    },
  },
} as const satisfies Record<string, FaultKindDefinition>;

const webhookKinds = {
  duplicate: {
    side: 'webhook',
    options: { times: { type: 'integer', minimum: 2, maximum: 100, default: 2 }, chance },
  },
  delay: {
    side: 'webhook',
    adds: true,
    options: { delay: { type: 'duration', minimum: 1, maximum: 365 * DAY_MS, required: true }, chance },
  },
  reorder: {
    side: 'webhook',
    options: { delay: { type: 'duration', minimum: 1, maximum: DAY_MS, default: 10_000 } },
  },
  drop: { side: 'webhook', options: { chance } },
  'unknown-grading': { side: 'webhook', options: { chance } },
  'wrong-outcome': { side: 'webhook', options: { chance } },
  'corrupted-body': { side: 'webhook', options: { chance } },
} as const satisfies Record<string, FaultKindDefinition>;

/** Every kind of fault that can be ordered. */
export const faultKinds = { ...apiKinds, ...webhookKinds };

export type ApiFaultKind = keyof typeof apiKinds;
export type WebhookFaultKind = keyof typeof webhookKinds;
export type FaultKind = ApiFaultKind | WebhookFaultKind;

/** What is known of a kind. Throws InvalidArgumentError, which lists the kinds there are. */
export function faultKindOf(kind: string): FaultKindDefinition {
  if (isFaultKind(kind)) return faultKinds[kind];
  throw new InvalidArgumentError(
    'kind',
    `There is no fault of the kind "${kind}". Against calls: ${Object.keys(apiKinds).join(', ')}. Against webhooks: ${Object.keys(webhookKinds).join(', ')}.`,
  );
}

/**
 * Options as the store holds them, every default in place. Values come as JSON has them; durations are text such as
 * `2s`. Throws InvalidArgumentError with the field for an option that the kind has not, or that is out of bounds.
 */
export function checkedOptions(
  kind: string,
  given: Readonly<Record<string, unknown>>,
): Record<string, number> {
  const { options } = faultKindOf(kind);
  const known = Object.keys(options).join(', ');
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(options, name)) continue;
    throw new InvalidArgumentError(
      name,
      `A fault of the kind ${kind} has no ${name}; its options are: ${known}.`,
    );
  }
  const checked: Record<string, number> = {};
  for (const [name, option] of Object.entries(options)) {
    const value = given[name];
    if (value !== undefined) checked[name] = checkedValue(name, option, value);
    else if (option.default !== undefined) checked[name] = option.default;
    else if (option.required) {
      throw new InvalidArgumentError(
        name,
        `A fault of the kind ${kind} needs ${name}: ${expectation(option)}.`,
      );
    }
  }
  return checked;
}

/** Options as people write them: durations as text, flags as booleans. */
export function shownOptions(
  kind: string,
  options: Readonly<Record<string, number>>,
): Record<string, unknown> {
  const definitions = faultKindOf(kind).options;
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => {
      const type = definitions[name]?.type;
      if (type === 'flag') return [name, value === 1];
      return [name, type === 'duration' ? shownDuration(value) : value];
    }),
  );
}

function isFaultKind(text: string): text is FaultKind {
  return Object.hasOwn(faultKinds, text);
}

function checkedValue(name: string, option: FaultOption, value: unknown): number {
  const number = numberOf(option, value);
  const { minimum = number, maximum = number } = option;
  const isWhole = option.type === 'fraction' || Number.isSafeInteger(number);
  const isNothing = option.type === 'fraction' && number === 0;
  if (isWhole && !isNothing && number >= minimum && number <= maximum) return number;
  throw new InvalidArgumentError(
    name,
    `${name} must be ${expectation(option)}; it is ${JSON.stringify(value)}.`,
  );
}

function numberOf({ type }: FaultOption, value: unknown): number {
  if (type === 'flag') return typeof value === 'boolean' ? Number(value) : Number.NaN;
  if (type !== 'duration') return typeof value === 'number' ? value : Number.NaN;
  try {
    return typeof value === 'string' ? parseDuration(value) : Number.NaN;
  } catch (error) {
    if (error instanceof DurationError) return Number.NaN;
    throw error;
  }
}

function expectation({ type, minimum = 0, maximum = 0 }: FaultOption): string {
  if (type === 'flag') return 'true or false';
  if (type === 'fraction') return `a number above ${minimum} and up to ${maximum}`;
  if (type === 'integer') return `a whole number from ${minimum} to ${maximum}`;
  return `a duration such as 50ms, 2s or 1h, from ${shownDuration(minimum)} to ${shownDuration(maximum)}`;
}

/** Text that reads back as just this duration. */
function shownDuration(durationMs: number): string {
  const text = formatDuration(durationMs);
  return parseDuration(text) === durationMs ? text : `${durationMs}ms`;
}
