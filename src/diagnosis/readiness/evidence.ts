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
  path: string;
  query: string;
  operationId: string | null;
  /** The first 12 characters of the token, when a key was found for it. */
  keyPrefix: string | null;
  requestHeaders: Record<string, string>;
  requestBody: string | null;
  status: number;
  responseHeaders: Record<string, string>;
  responseBody: string | null;
  nextCursor?: string | null;
  reason: string | null;
  /** The kinds of the faults that applied; null when none did. */
  fault: string | null;
}

/** One request that tried to deliver a webhook. */
export interface SeenAttempt {
  /** When it began in real time, in ms since 1970; null when it is not known. */
  startedRealMs: number | null;
  /** Null while it is under way. */
  durationMs: number | null;
  responseStatus: number | null;
  /** Null for a success, and while it is under way. */
  failure: string | null;
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
  /** The first one first. */
  attempts: readonly SeenAttempt[];
}

/** What a client's readiness is checked by. */
export interface Evidence {
  /** The oldest first. */
  calls: readonly SeenCall[];
  /** Whether `calls` has every call since the mock started: earlier calls may have been forgotten. */
  complete: boolean;
  deliveries: readonly SeenDelivery[];
  /** Now on the mock's clock, in ms since 1970. */
  nowMs: number;
  /** Now in real time, in ms since 1970. */
  realNowMs: number;
  /** The address of the mock, for corrected calls. */
  mockUrl: string;
  /** Whether the owner of the client says that reading a grading twice changes nothing. */
  readsAreIdempotent: boolean;
  /** How long a client may take to follow up a webhook or a page, in ms of real time. */
  patienceMs: number;
}

/** Calls this soon after a webhook belong to it, in ms of real time, however the mock's clock was moved. */
export const REACTION_MS = 10_000;

/** Identifies the client: by the first characters of its token, or else by its address. */
export function clientOf({ keyPrefix, requestHeaders, clientAddress = 'unknown' }: SeenCall): string {
  if (keyPrefix !== null) return keyPrefix;
  return /shbx_[\w-]{7}/.exec(requestHeaders.authorization ?? '')?.[0] ?? clientAddress;
}

/** One call on one line. */
export function callLine({ id, at, method, url, status }: SeenCall): string {
  return `${at} ${method} ${url.length > 100 ? `${url.slice(0, 100)}…` : url} → ${status} (${id})`;
}

/** When the response to a call was sent, in real time, in ms since 1970. */
export function endMs({ realMs, durationMs }: SeenCall): number {
  return realMs + durationMs;
}

/** How long a client waited between a response and its next call, in ms: in real time, or on the mock's clock if that was moved. */
export function waitedMs(first: SeenCall, next: SeenCall): number {
  const onClock = Date.parse(next.at) - Date.parse(first.at) - first.durationMs;
  return Math.max(next.realMs - endMs(first), onClock);
}

/** The next call that repeats this one, and was not under way when it was answered. */
export function repetitionOf(call: SeenCall, later: readonly SeenCall[]): SeenCall | undefined {
  return later.find(
    (other) =>
      other.method === call.method &&
      other.url === call.url &&
      clientOf(other) === clientOf(call) &&
      other.realMs >= Math.floor(endMs(call)),
  );
}

/** Calls by a key, in the order in which the keys appear. */
export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** Whether a call was refused because of its key: 401, or 403 of the API. Image links are refused with 403 as well. */
export function isKeyRefused({ status, path }: SeenCall): boolean {
  return path.startsWith('/v1') && (status === 401 || status === 403);
}
