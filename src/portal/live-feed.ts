import type { ServerResponse } from 'node:http';

const topics = ['traffic', 'keys', 'deliveries', 'gradings', 'clock'] as const;

/** What may have changed; a page renews the parts that show it. At `world` it is all loaded anew. */
export type Topic = (typeof topics)[number] | 'world';

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
  #revision = 0;
  readonly #heartbeat: NodeJS.Timeout;

  constructor() {
    this.#heartbeat = setInterval(() => this.#write(': still here\n\n'), HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  /** Counts the changes so far: a page that was made at one revision has missed what came after it. */
  get revision(): number {
    return this.#revision;
  }

  /**
   * Keeps telling `response` until its reader goes, or its sign-in ends. A reader whose page was made at an earlier
   * revision is told at once that anything may have changed.
   */
  open(response: ServerResponse, signInId: string, seenRevision: number): void {
    const [oldest] = this.#streams.keys();
    if (oldest !== undefined && this.#streams.size >= MAX_STREAMS) this.#end(oldest);
    response.write('retry: 1000\n\n');
    if (seenRevision !== this.#revision) response.write(eventOf(topics));
    this.#streams.set(response, signInId);
    response.on('close', () => this.#streams.delete(response));
  }

  announce(topic: Topic): void {
    this.#revision += 1;
    if (this.#streams.size === 0) return;
    this.#pending.add(topic);
    this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  /** Ends the streams of a sign-in. */
  endSignIn(signInId: string): void {
    for (const [stream, owner] of this.#streams) if (owner === signInId) this.#end(stream);
  }

  /** Ends every stream, for good. */
  close(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#heartbeat);
    for (const stream of [...this.#streams.keys()]) this.#end(stream);
  }

  #flush(): void {
    this.#timer = undefined;
    const event = eventOf([...this.#pending]);
    this.#pending.clear();
    this.#write(event);
  }

  #write(text: string): void {
    for (const stream of this.#streams.keys()) stream.write(text);
  }

  #end(stream: ServerResponse): void {
    this.#streams.delete(stream);
    stream.end();
  }
}

function eventOf(changed: readonly Topic[]): string {
  return `event: change\ndata: ${changed.join(' ')}\n\n`;
}
