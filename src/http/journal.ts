import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** One call of the Partner API or of an image link, as the log, the portal and the readiness report show it. No secret is in it. */
export interface JournalEntry {
  /** The request id, sent in `x-request-id`; the caller's own when it gave one. */
  id: string;
  /** When it came, on the mock's clock, ISO 8601. */
  at: string;
  /** When it came in real time, in ms since 1970: on a clock that is moved, waits show here alone. */
  realMs: number;
  /** Counts up from 1 since the journal was made. */
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
  /** 0 when a fault ended the connection, or the client hung up, before a status was sent. */
  status: number;
  durationMs: number;
  responseHeaders: Record<string, string>;
  responseBody: string | null;
  /** The `next_cursor` of the answer; null when it has none. */
  nextCursor: string | null;
  /** Why it was refused, in a sentence; null when it was not. */
  reason: string | null;
  /** The kinds of the faults that struck it, joined by ` + `; null when none did. */
  fault: string | null;
}

const MAX_BODY_CHARACTERS = 8192;
const SAFE_REQUEST_ID = /^[\w.:/+=-]{1,128}$/;

/** Keeps the latest calls in bounded memory: bodies are cut at 8,192 characters, old entries make room for new ones. */
export class Journal {
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

  /** The calls kept, newest first. */
  list(): JournalEntry[] {
    return [...this.#entries.slice(this.#next), ...this.#entries.slice(0, this.#next)].reverse();
  }

  /** The call with this sequence number, and those before it, newest first; undefined when it is no longer kept. */
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

  /** Calls `listener` with each call from now on; returns the function that ends it. */
  subscribe(listener: (entry: JournalEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Keeps the calls as they are now; the function that it gives brings them back. */
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

/** The caller's own request id when it is short and plain, otherwise a new one. */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && SAFE_REQUEST_ID.test(given) ? given : randomUUID();
}

function cut(body: string | null): string | null {
  if (body === null || body.length <= MAX_BODY_CHARACTERS) return body;
  // Through bytes, since a mere slice would keep the whole body in memory.
  const start = Buffer.from(body.slice(0, MAX_BODY_CHARACTERS)).toString();
  return `${start}… (${body.length} characters in all)`;
}
