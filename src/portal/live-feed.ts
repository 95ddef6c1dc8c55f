import type { ServerResponse } from 'node:http';

/** What may have changed; a page renews the parts that show it. */
export type Topic = 'traffic' | 'keys' | 'deliveries' | 'sessions' | 'clock' | 'faults' | 'world';

/** Changes that come close together are told together, in ms. */
const GATHER_MS = 150;
/** Keeps proxies from closing a silent stream, in ms. */
const HEARTBEAT_MS = 20_000;
const MAX_STREAMS = 100;

/** Tells open pages, by server-sent events, what may have changed. It carries topics and no data. */
export class LiveFeed {
  readonly #streams = new Map<ServerResponse, string>();
  readonly #pending = new Set<Topic>();
  #timer: NodeJS.Timeout | undefined;
  readonly #heartbeat: NodeJS.Timeout;

  constructor() {
    this.#heartbeat = setInterval(() => this.#write(': still here\n\n'), HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  /** Keeps telling `response` until its reader goes, or its session ends. */
  open(response: ServerResponse, sessionId: string): void {
    const [oldest] = this.#streams.keys();
    if (oldest !== undefined && this.#streams.size >= MAX_STREAMS) this.#end(oldest);
    response.write('retry: 1000\n\n');
    this.#streams.set(response, sessionId);
    response.on('close', () => this.#streams.delete(response));
  }

  announce(topic: Topic): void {
    if (this.#streams.size === 0) return;
    this.#pending.add(topic);
    this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  /** Ends the streams of a session. */
  endSession(sessionId: string): void {
    for (const [stream, owner] of this.#streams) if (owner === sessionId) this.#end(stream);
  }

  /** Ends every stream, for good. */
  close(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#heartbeat);
    for (const stream of [...this.#streams.keys()]) this.#end(stream);
  }

  #flush(): void {
    this.#timer = undefined;
    const topics = [...this.#pending].join(' ');
    this.#pending.clear();
    this.#write(`event: change\ndata: ${topics}\n\n`);
  }

  #write(text: string): void {
    for (const stream of this.#streams.keys()) stream.write(text);
  }

  #end(stream: ServerResponse): void {
    this.#streams.delete(stream);
    stream.end();
  }
}
