/** One call of the Partner API or of an image link, as in the mock's journal. */
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

/** One delivery of a webhook. Times are on the mock's clock, ISO 8601. */
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

/** What a client's readiness is checked by. */
export interface Evidence {
  /** The oldest first. */
  calls: readonly SeenCall[];
  deliveries: readonly SeenDelivery[];
  /** Now on the mock's clock, in ms since 1970. */
  nowMs: number;
}

/** Identifies the client: by the first characters of its token, or else by its address. */
export function clientOf({ keyPrefix, requestHeaders, clientAddress = 'unknown' }: SeenCall): string {
  if (keyPrefix !== null) return keyPrefix;
  return /shbx_[\w-]{7}/.exec(requestHeaders?.authorization ?? '')?.[0] ?? clientAddress;
}

/** One call on one line. */
export function callLine({ id, at, method, url, status }: SeenCall): string {
  return `${at} ${method} ${url.length > 100 ? `${url.slice(0, 100)}…` : url} → ${status} (${id})`;
}

/** How long a client waited between a response and its next call, in ms: in real time, or on the mock's clock if that was moved. */
export function waitedMs(first: SeenCall, next: SeenCall): number {
  const real = next.realMs - first.realMs - first.durationMs;
  const onClock = Date.parse(next.at) - Date.parse(first.at) - first.durationMs;
  return Math.max(real, onClock);
}

/** The next call that repeats this one. */
export function repetitionOf(call: SeenCall, later: readonly SeenCall[]): SeenCall | undefined {
  return later.find(
    (other) => other.method === call.method && other.url === call.url && clientOf(other) === clientOf(call),
  );
}
