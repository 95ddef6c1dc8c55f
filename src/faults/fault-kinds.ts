import { InvalidArgumentError } from '../errors.js';

/** What a fault applies to: calls of the Partner API, or webhooks. */
export type FaultSide = 'api' | 'webhook';

/** One option of a fault kind. The store holds every value as a number: durations in ms, flags as 0 or 1. */
export interface FaultOption {
  type: 'integer' | 'fraction' | 'flag' | 'duration';
  /** Inclusive, as is `maximum`. In ms for a duration. */
  minimum?: number;
  maximum?: number;
  required?: true;
  /** The value when the option is absent, as the store holds it. */
  default?: number;
}

export interface FaultKindDefinition {
  side: FaultSide;
  /** May apply together with one fault that has no `adds`. Of the faults without it only the oldest match applies. */
  adds?: true;
  /** Applies only to responses with a body. */
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
      bytes: { type: 'integer', minimum: 1, maximum: 65_536, default: 16 },
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

/** Every fault kind. */
export const faultKinds = { ...apiKinds, ...webhookKinds };

export type ApiFaultKind = keyof typeof apiKinds;
export type WebhookFaultKind = keyof typeof webhookKinds;
export type FaultKind = ApiFaultKind | WebhookFaultKind;

/** The definition of a kind. Throws InvalidArgumentError, which lists all kinds, for an unknown one. */
export function faultKindOf(kind: string): FaultKindDefinition {
  return faultKinds[parseFaultKind(kind)];
}

/** A text as a fault kind. Throws InvalidArgumentError, which lists all kinds, for an unknown one. */
export function parseFaultKind(kind: string): FaultKind {
  if (isFaultKind(kind)) return kind;
  throw new InvalidArgumentError(
    'kind',
    `There is no fault of the kind "${kind}". Against calls: ${Object.keys(apiKinds).join(', ')}. Against webhooks: ${Object.keys(webhookKinds).join(', ')}.`,
  );
}

export function isWebhookFaultKind(text: string): text is WebhookFaultKind {
  return Object.hasOwn(webhookKinds, text);
}

export function isFaultKind(text: string): text is FaultKind {
  return Object.hasOwn(faultKinds, text);
}
