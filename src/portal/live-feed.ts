import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';

const topics = [
  'traffic',
  'keys',
  'targets',
  'faults',
  'deliveries',
  'gradings',
  'clock',
  'scenarios',
] as const;

/** What may have changed. A page updates the parts that show it; at `world` it reloads. */
export type Topic = (typeof topics)[number] | 'world';

/** Changes within this time are sent as one event, in ms. */
const BATCH_MS = 150;
/** Keeps proxies from closing an idle stream, in ms. */
const HEARTBEAT_MS = 20_000;
const MAX_STREAMS = 100;

/** Sends open pages, as server-sent events, the topics that may have changed. The events contain no data. */
export class LiveFeed {
  readonly #streams = new Map<ServerResponse, string>();
  readonly #pending = new Set<Topic>();
  #timer: NodeJS.Timeout | undefined;
  #revision = 0;
  /** Distinguishes revisions of this process from those of a previous one. */
  readonly #process = randomBytes(6).toString('base64url');
  readonly #heartbeat: NodeJS.Timeout;

  constructor() {
    this.#heartbeat = setInterval(() => this.#write(': heartbeat\n\n'), HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  /** Changes with each change. A page that was rendered at another revision may be out of date. */
  get revision(): string {
    return `${this.#process}.${this.#revision}`;
  }

  /**
   * Sends events to `response` until it is closed or its sign-in ends. When the page was rendered at another revision,
   * the first event names every topic.
   */
  open(response: ServerResponse, signInId: string, pageRevision: string): void {
    const [oldest] = this.#streams.keys();
    if (oldest !== undefined && this.#streams.size >= MAX_STREAMS) this.#end(oldest);
    response.write('retry: 1000\n\n');
    if (pageRevision !== this.revision) response.write(eventOf(topics));
    this.#streams.set(response, signInId);
    response.on('close', () => this.#streams.delete(response));
  }

  publish(topic: Topic): void {
    this.#revision += 1;
    if (this.#streams.size === 0) return;
    this.#pending.add(topic);
    this.#timer ??= setTimeout(() => this.#flush(), BATCH_MS);
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
