import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { parseJson } from '../client/json.js';
import type { SuiteConfig } from '../rules/config.js';
import { NotChecked } from '../rules/outcome.js';
import { poll } from './wait.js';

/** What a hook does with one delivery: a status with optional headers, or no response. */
export type Reaction = number | { status: number; headers: Record<string, string> } | 'hang';

/** One webhook call as it came. */
export interface ReceivedDelivery {
  method: string;
  /** Path and query as they came. */
  path: string;
  headers: Record<string, string>;
  text: string;
  body: unknown;
  /** Whether the sender gave up before it got a response. */
  abandoned: boolean;
}

/** One address that webhooks can be sent to, with everything that came to it. */
export class Hook {
  readonly deliveries: ReceivedDelivery[] = [];
  /** Called when a delivery has come and before it gets a response. */
  onDelivery: ((delivery: ReceivedDelivery) => Promise<void>) | null = null;

  constructor(
    readonly url: string,
    private readonly reactions: Reaction[],
    private readonly onText: (text: string) => void,
  ) {}

  async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readText(request);
    const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
    const delivery: ReceivedDelivery = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: Object.fromEntries(headers),
      text,
      body: parseJson(text),
      abandoned: false,
    };
    const reaction = this.reactions[Math.min(this.deliveries.length, this.reactions.length - 1)] ?? 200;
    this.onText(text);
    this.deliveries.push(delivery);
    response.on('close', () => {
      delivery.abandoned = !response.writableFinished;
    });
    await this.onDelivery?.(delivery);
    if (reaction === 'hang') return;
    const { status, headers: more } =
      typeof reaction === 'number' ? { status: reaction, headers: {} } : reaction;
    response.writeHead(status, more).end();
  }

  /** Waits until the given number of deliveries has come; returns whether it has. */
  async came(count: number, within: number): Promise<boolean> {
    return (await poll(() => (this.deliveries.length >= count ? true : undefined), within)) ?? false;
  }
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

/** A web server that plays the partner's webhook handler. */
export class Receiver {
  private readonly hooks = new Map<string, Hook>();
  private server: Server | null = null;
  private port = 0;

  constructor(
    private readonly config: SuiteConfig['receiver'],
    private readonly onText: (text: string) => void,
  ) {}

  /** Opens an address that reacts to its first delivery with the first reaction, and so on; the last one stays. */
  async hook(...reactions: Reaction[]): Promise<Hook> {
    if (this.server === null) await this.open(this.config.port);
    const path = `/hook/${randomUUID()}`;
    const origin = this.config.publicUrl ?? `http://${this.config.host}:${this.port}`;
    const hook = new Hook(origin.replace(/\/$/, '') + path, reactions, this.onText);
    this.hooks.set(path, hook);
    return hook;
  }

  /** Refuses connections until `reopen()`. */
  async close(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (server === null) return;
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  async reopen(): Promise<void> {
    await this.open(this.port);
  }

  /** A second receiver on a port of its own, which can refuse connections without disturbing this one. */
  another(): Receiver {
    if (this.config.publicUrl !== null)
      throw new NotChecked('connections cannot be refused behind a public receiver URL');
    return new Receiver({ ...this.config, port: 0 }, this.onText);
  }

  private async open(port: number): Promise<void> {
    const server = createServer((request, response) => {
      const path = (request.url ?? '').split('?')[0] ?? '';
      const hook = [...this.hooks].find(([suffix]) => path.endsWith(suffix))?.[1];
      if (hook === undefined) response.writeHead(404).end();
      else void hook.take(request, response);
    });
    server.unref();
    this.port = await listen(server, port, this.config.publicUrl === null ? this.config.host : '0.0.0.0');
    this.server = server;
  }
}
