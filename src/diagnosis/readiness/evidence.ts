/** One call of the Partner API or of an image link, as the mock's journal has it. */
export interface SeenCall {
  /** The request id. */
  id: string;
  /** On the mock's clock, ISO 8601. */
  at: string;
  /** In real time, ms since 1970. */
  realMs: number;
  durationMs: number;
  clientAddress?: string;
  method: string;
  /** Path and query. */
  url: string;
  operationId: string | null;
  /** The first 12 characters of the token, when a key was found for it. */
  keyPrefix: string | null;
  requestHeaders?: Record<string, string>;
  status: number;
  responseHeaders?: Record<string, string>;
  responseBody?: string | null;
  nextCursor?: string | null;
  reason: string | null;
}

/** One webhook that the mock made; times on its clock, ISO 8601. */
export interface SeenDelivery {
  id: number;
  gradingId: string;
  outcome: string;
  targetId: number | null;
  url: string;
  body: string;
  state: string;
  attemptCount: number;
  createdAt: string;
  finishedAt: string | null;
}

/** All that a client's readiness is judged by. */
export interface Evidence {
  /** The oldest first. */
  calls: readonly SeenCall[];
  deliveries: readonly SeenDelivery[];
  /** Now on the mock's clock, in ms since 1970. */
  nowMs: number;
}

/** Who called, as far as it can be told: by the token's first characters, or else by the address. */
export function clientOf({ keyPrefix, requestHeaders, clientAddress = 'unknown' }: SeenCall): string {
  if (keyPrefix !== null) return keyPrefix;
  return /shbx_[\w-]{7}/.exec(requestHeaders?.authorization ?? '')?.[0] ?? clientAddress;
}

/** One call on one line. */
export function callLine({ id, at, method, url, status }: SeenCall): string {
  return `${at} ${method} ${url.length > 100 ? `${url.slice(0, 100)}…` : url} → ${status} (${id})`;
}

/**
 * How long a client let pass between an answer and its next call, in ms: in real time, or on the mock's clock when that
 * was moved meanwhile.
 */
export function waitedMs(answered: SeenCall, next: SeenCall): number {
  const real = next.realMs - answered.realMs - answered.durationMs;
  const onClock = Date.parse(next.at) - Date.parse(answered.at) - answered.durationMs;
  return Math.max(real, onClock);
}

/** The next call after this one that asks for just the same. */
export function repetitionOf(call: SeenCall, later: readonly SeenCall[]): SeenCall | undefined {
  return later.find(
    (other) => other.method === call.method && other.url === call.url && clientOf(other) === clientOf(call),
  );
}
