import { setTimeout } from 'node:timers/promises';
import type { MockOptions } from '../src/mock.js';
import { createMock, type Mock } from '../src/mock.js';
import { longestStall, type Stall } from './longest-stall.js';

/** How much the operations have to handle. */
export interface StallSizes {
  webhooks: number;
  /** Calls that return 100 cards each. */
  calls: number;
  /** A world with many cards. */
  world: string;
}

export interface MeasuredOperation extends Stall {
  name: string;
}

/** Measures every long operation of a mock, one after the other: each starts from what those before it did. */
export async function measureStalls(
  { webhooks, calls, world }: StallSizes,
  options: MockOptions = {},
): Promise<MeasuredOperation[]> {
  const mock = await createMock({ ...options, world: 'realistic', rateLimit: 'off' });
  try {
    await mock.targets.create({ url: 'http://127.0.0.1:1/' });
    const client = await Client.signIn(mock);
    const many = (count: number, path: string) => async () => {
      for (let sent = 0; sent < count; sent += 10) {
        await Promise.all(Array.from({ length: 10 }, () => client.get(path)));
      }
    };
    const operations: Record<string, () => Promise<unknown>> = {
      [`trigger ${webhooks} webhooks`]: () => mock.trigger({ outcome: 'success', count: webhooks }),
      'list deliveries': () => client.get('/_mock/deliveries'),
      'page of webhooks': () => client.get('/dashboard/webhooks'),
      snapshot: () => mock.snapshot(),
      'advance the clock by an hour': () => mock.advance('1h').catch(() => undefined),
      [`${calls} calls with 100 cards`]: many(calls, '/v1/cards?limit=100'),
      'list calls': () => client.get('/_mock/requests'),
      'page of traffic': () => client.get('/dashboard/traffic'),
      'export as HAR': () => client.get('/dashboard/traffic.har'),
      'search without hits': () => client.get('/v1/cards?q=qqzzxx'),
      restore: () => mock.restore('snapshot-1'),
      reset: () => client.post('/_mock/reset', {}),
      [`reset to ${world}`]: () => mock.reset({ world }),
      [`search in ${world}`]: () => client.get('/v1/cards?q=e&sort=player'),
      [`snapshot of ${world}`]: () => mock.snapshot(),
      [`restore of ${world}`]: () => mock.restore('snapshot-2'),
      [`restore after ${world}`]: () => mock.restore('snapshot-1'),
    };
    const measured: MeasuredOperation[] = [];
    for (const [name, operation] of Object.entries(operations)) {
      measured.push({ name, ...(await longestStall(operation)) });
    }
    return measured;
  } finally {
    await mock.close();
  }
}

/** How long `/health` took while pictures were rendered, in ms. */
export async function healthWhileRendering(pictures: number): Promise<{ median: number; longest: number }> {
  const mock = await createMock({ rateLimit: 'off' });
  try {
    const client = await Client.signIn(mock);
    const links = await client.imageLinks(pictures);
    let isRendering = true;
    const all = Promise.all(links.map(async (link) => (await fetch(link)).arrayBuffer())).then(() => {
      isRendering = false;
    });
    const times: number[] = [];
    while (isRendering) {
      const startedMs = performance.now();
      await client.get('/health');
      times.push(performance.now() - startedMs);
      await setTimeout(5);
    }
    await all;
    times.sort((a, b) => a - b);
    return { median: times[times.length >> 1] ?? Number.NaN, longest: times.at(-1) ?? Number.NaN };
  } finally {
    await mock.close();
  }
}

/** Calls of a partner who is signed in to the portal. */
class Client {
  readonly #mock: Mock;
  readonly #cookie: string;

  private constructor(mock: Mock, cookie: string) {
    this.#mock = mock;
    this.#cookie = cookie;
  }

  /** Also loads the code of the portal and of `/_mock`, which the first call does. */
  static async signIn(mock: Mock): Promise<Client> {
    const [account] = await mock.accounts.list();
    const response = await fetch(`${mock.url}/dashboard/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ account: String(account?.id) }),
    });
    const client = new Client(mock, response.headers.get('set-cookie')?.split(';')[0] ?? '');
    for (const path of ['/dashboard/traffic', '/dashboard/webhooks', '/_mock/requests', '/v1/cards?q=a']) {
      await client.get(path);
    }
    return client;
  }

  get(path: string): Promise<void> {
    return this.#send(path, {});
  }

  post(path: string, body: object): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    return this.#send(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async imageLinks(count: number): Promise<string[]> {
    const response = await fetch(`${this.#mock.url}/v1/cards?limit=${count}`, {
      headers: { authorization: `Bearer ${this.#mock.token}` },
    });
    const { cards }: { cards: { images: { front: string | null } }[] } = await response.json();
    return cards.flatMap(({ images }) => images.front ?? []);
  }

  async #send(path: string, init: RequestInit): Promise<void> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${this.#mock.token}`);
    headers.set('cookie', this.#cookie);
    const response = await fetch(this.#mock.url + path, { ...init, headers, redirect: 'manual' });
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`${path}: status ${response.status}`);
  }
}
