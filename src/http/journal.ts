import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { MemoryPart } from '../memory.js';

/** One call of the Partner API or of an image link, as the log, the portal and readiness show it. It holds no secret. */
export interface JournalEntry {
  /** The request id, sent in `x-request-id`. The caller's own when it sent one. */
  id: string;
  /** When the request came, on the mock's clock, ISO 8601. */
  at: string;
  /** When the request came in real time, in ms since 1970. Shows how long a client waited while the clock stood still. */
  realMs: number;
  /** Counts from 1 since the start of the mock. */
  sequence: number;
  clientAddress: string;
  method: string;
  /** Path and query as they came. */
  url: string;
  operationId: string | null;
  accountId: number | null;
  keyId: number | null;
  keyPrefix: string | null;
  requestHeaders: Record<string, string>;
  requestBody: string | null;
  /** 0 when the connection ended before a status was sent, by a fault or by the client. */
  status: number;
  durationMs: number;
  responseHeaders: Record<string, string>;
  responseBody: string | null;
  /** The `next_cursor` of the response; null when it has none. */
  nextCursor: string | null;
  /** Why the call was refused, in a sentence; null when it was not. */
  reason: string | null;
  /** The kinds of the faults that applied, joined by ` + `; null when none did. */
  fault: string | null;
}

const MAX_BODY_CHARACTERS = 8192;
const SAFE_REQUEST_ID = /^[\w.:/+=-]{1,128}$/;

/** The latest calls, in bounded memory: bodies are cut at 8,192 characters, and old entries make room for new ones. */
export class Journal implements MemoryPart {
  readonly #capacity: number;
  readonly #entries: JournalEntry[] = [];
  readonly #listeners = new Set<(entry: JournalEntry) => void>();
  #next = 0;
  #sequence = 0;

  constructor(capacity = 1000) {
    this.#capacity = capacity;
  }

  add(entry: Omit<JournalEntry, 'sequence'>): void {
    this.#sequence += 1;
    const kept = {
      ...entry,
      sequence: this.#sequence,
      requestBody: cut(entry.requestBody),
      responseBody: cut(entry.responseBody),
    };
    this.#entries[this.#next] = kept;
    this.#next = (this.#next + 1) % this.#capacity;
    for (const listener of this.#listeners) listener(kept);
  }

  /** The calls, the newest first. */
  list(): JournalEntry[] {
    return [...this.#entries.slice(this.#next), ...this.#entries.slice(0, this.#next)].reverse();
  }

  /** The call with this sequence number and those before it, the newest first. Undefined when it is no longer kept. */
  withEarlier(sequence: number): { entry: JournalEntry; earlier: JournalEntry[] } | undefined {
    const entries = this.list();
    const index = entries.findIndex((entry) => entry.sequence === sequence);
    const entry = entries[index];
    return entry && { entry, earlier: entries.slice(index + 1) };
  }

  /** The latest call with this request id. */
  find(id: string): JournalEntry | undefined {
    return this.list().find((entry) => entry.id === id);
  }

  /** Calls `listener` with each new call. Returns the function that unsubscribes it. */
  subscribe(listener: (entry: JournalEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Keeps the present calls. Returns the function that restores them. */
  save(): () => void {
    const kept = [...this.#entries];
    const next = this.#next;
    return () => {
      this.#entries.splice(0, this.#entries.length, ...kept);
      this.#next = next;
    };
  }

  clear(): void {
    this.#entries.length = 0;
    this.#next = 0;
  }
}

/** The caller's own request id when it is short and has only safe characters, otherwise a new one. */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && SAFE_REQUEST_ID.test(given) ? given : randomUUID();
}

function cut(body: string | null): string | null {
  if (body === null || body.length <= MAX_BODY_CHARACTERS) return body;
  // Through bytes: a slice would keep the whole body in memory.
  const start = Buffer.from(body.slice(0, MAX_BODY_CHARACTERS)).toString();
  return `${start}… (${body.length} characters in total)`;
}
