import type { Fault } from '../store/faults.js';

/** How a response goes over the wire. */
export type Transfer =
  | { kind: 'whole' }
  /** The connection is reset. */
  | { kind: 'reset' }
  /** The connection is closed before any byte is sent. */
  | { kind: 'empty' }
  /** Only the first `bytes` are sent, half of them by default. `fullLength`: with the `content-length` of the whole. */
  | { kind: 'truncated'; bytes: number | undefined; fullLength: boolean }
  /** The status is 200 and the body is not valid JSON. */
  | { kind: 'malformed' }
  /** The body is sent in parts of `bytes`, with a pause after each. */
  | { kind: 'drip'; pauseMs: number; bytes: number };

/** An error response that a fault demands. */
export interface DemandedError {
  faultId: number;
  status: number;
  retryAfterSeconds: number | undefined;
}

/** What faults do to one call. The HTTP layer carries it out. */
export interface CallEffect {
  /** The kinds of the applied faults, joined by ` + `. */
  kinds: string;
  /** Respond with this instead of handling the call. */
  error: DemandedError | undefined;
  /** How long the response waits, in ms of real time. */
  latencyMs: number;
  transfer: Transfer;
}

/** The effect of the faults that apply to one call. */
export function effectOnCall(applied: readonly Fault[]): CallEffect {
  const effect: CallEffect = {
    kinds: applied.map(({ kind }) => kind).join(' + '),
    error: undefined,
    latencyMs: 0,
    transfer: { kind: 'whole' },
  };
  for (const { id, kind, options } of applied) {
    const { status = 500, retryAfter, delay = 0, bytes, fullLength = 0, pause = 1 } = options;
    if (kind === 'status') effect.error = { faultId: id, status, retryAfterSeconds: retryAfter };
    else if (kind === 'latency') effect.latencyMs = delay;
    else if (kind === 'truncated') effect.transfer = { kind, bytes, fullLength: fullLength === 1 };
    else if (kind === 'drip') effect.transfer = { kind, pauseMs: pause, bytes: bytes ?? 1 };
    else if (kind === 'reset' || kind === 'empty' || kind === 'malformed') effect.transfer = { kind };
  }
  return effect;
}
