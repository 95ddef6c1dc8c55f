import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Mock } from '../../../src/mock.js';
import { type Habits, rightHabits } from './habits.js';

/** The key was refused: nothing is called with it any more. */
class KeyRefused extends Error {}

interface Page {
  gradings?: { id: string; user_card_id: number }[];
  cards?: { user_card_id: number }[];
  next_cursor: string | null;
}

/** A partner's backend inside the test, correct unless its habits say otherwise. Its waits move the mock's clock. */
export class Client {
  readonly #mock: Mock;
  readonly #habits: Habits;
  readonly #server: Server;
  #token: string;
  #refused = false;
  readonly #claimed = new Set<string>();
  readonly #pictures: string[] = [];
  /** The first cursor of each list, as a query. */
  readonly #cursors = new Map<string, string>();
  #work: Promise<unknown>[] = [];

  private constructor(mock: Mock, token: string, habits: Habits) {
    this.#mock = mock;
    this.#token = token;
    this.#habits = habits;
    this.#server = createServer((request, response) => {
      this.#webhook(request).then(
        (status) => response.writeHead(status).end(),
        () => response.writeHead(500).end(),
      );
    });
  }

  static async start(mock: Mock, changes: Partial<Habits>): Promise<Client> {
    const client = new Client(mock, mock.token ?? '', { ...rightHabits, ...changes });
    await new Promise<void>((resolve) => client.#server.listen(0, '127.0.0.1', resolve));
    return client;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/webhooks`;
  }

  get habits(): Habits {
    return this.#habits;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** A person enters a new key. */
  useKey(token: string): void {
    this.#token = token;
    this.#refused = false;
  }

  /** Resolves when everything that webhooks caused is done. */
  async idle(): Promise<void> {
    while (this.#work.length > 0) {
      const work = this.#work;
      this.#work = [];
      await Promise.allSettled(work);
    }
  }

  /** Reads both lists to their ends; gives up when a call fails for good. */
  async sync(): Promise<void> {
    const lists = ['/v1/gradings', '/v1/cards'].map((path) => () => this.#walk(path).catch(() => undefined));
    if (this.#habits.workers > 1) await Promise.all(lists.map((list) => list()));
    else for (const list of lists) await list();
  }

  /** What it does by itself, without webhooks: polling, if that is its habit. */
  async wait(): Promise<void> {
    const { pollEveryMs } = this.#habits;
    for (let times = 0; pollEveryMs !== null && times < 6; times += 1) {
      await this.#read('/v1/account').catch(() => undefined);
      await this.#mock.clock.advance(pollEveryMs);
    }
    for (let times = 0; times < this.#habits.tightPolls; times += 1)
      await this.#read('/v1/account').catch(() => undefined);
  }

  /** Shows every picture again that it has shown before. */
  async showAgain(): Promise<void> {
    if (this.#habits.storesLinks) for (const url of this.#pictures) await fetch(url);
  }

  async #walk(path: string): Promise<void> {
    const { cursorOf, stopsAfterPages, viewsFirst, startsAgain } = this.#habits;
    if (viewsFirst) await this.#read(`${path}?limit=5`);
    const old = this.#cursors.get(path);
    let query = startsAgain && old !== undefined ? old : this.#habits.firstQuery;
    for (let pages = 1; ; pages += 1) {
      const page = (await this.#read(`${path}${query}`)) as Page;
      if (pages >= stopsAfterPages) return;
      const cursor = cursorOf(page.next_cursor);
      if (cursor === null) return;
      query = `?cursor=${encodeURIComponent(cursor)}`;
      if (!this.#cursors.has(path)) this.#cursors.set(path, query);
    }
  }

  /** One read, with retries. */
  async #read(path: string): Promise<unknown> {
    const { retryWaitMs, stopsAt, keyInUrl, retries400, readsPath } = this.#habits;
    if (this.#refused) throw new KeyRefused();
    const wanted = readsPath(path);
    const suffix = keyInUrl ? `${wanted.includes('?') ? '&' : '?'}token=${this.#token}` : '';
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(this.#mock.url + wanted + suffix, {
        headers: { authorization: `Bearer ${this.#token}` },
      });
      const { status } = response;
      if (response.ok) return response.json();
      await response.arrayBuffer();
      if (status === 401 || status === 403) {
        if (stopsAt.includes(status)) this.#refused = true;
        throw new KeyRefused();
      }
      const again = status === 429 || status >= 500 || (status === 400 && retries400);
      if (!again || attempt === 5) throw new Error(`${wanted} got ${status}`);
      const waitMs = retryWaitMs(status, attempt, response.headers.get('retry-after'));
      if (waitMs > 0) await this.#mock.clock.advance(waitMs);
    }
  }

  async #webhook(request: IncomingMessage): Promise<number> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { statusFor, answersFirst, claims, followsUp } = this.#habits;
    const payload = JSON.parse(Buffer.concat(chunks).toString());
    const { grading_session_id: id, outcome } = payload;
    const early = statusFor(payload);
    if (early !== undefined) return early;
    if (this.#claimed.has(id) && claims) return 204;
    this.#claimed.add(id);
    if (!followsUp(outcome)) return 204;
    // After the answer, in the next turn of the event loop.
    const work = answersFirst ? delay(1).then(() => this.#queued(id)) : this.#queued(id);
    this.#work.push(work.catch(() => undefined));
    if (answersFirst) return 204;
    return work.then(
      () => 204,
      () => this.#habits.statusWhenUnknown,
    );
  }

  async #queued(id: string): Promise<void> {
    try {
      await this.#process(id);
    } catch (error) {
      if (!this.#habits.requeues) throw error;
      await delay(5);
      await this.#process(id);
    }
  }

  async #process(id: string): Promise<void> {
    const { readTimes, keyForPictures, afterNotFound, stores, fetchesPictures } = this.#habits;
    const path = `/v1/gradings/${id}`;
    let grading: { grading: { user_card_id: number } } | undefined;
    for (let times = 0; times < readTimes; times += 1) {
      try {
        grading = (await this.#read(path)) as typeof grading;
      } catch (error) {
        for (let again = 0; again < afterNotFound; again += 1) await this.#read(path).catch(() => undefined);
        throw error;
      }
    }
    if (grading === undefined || (stores.has(id) && this.#habits.upserts)) return;
    stores.add(id);
    const card = (await this.#read(`/v1/cards/${grading.grading.user_card_id}`)) as {
      images: Record<string, string | null>;
    };
    const { front = null } = card.images;
    if (front === null || !fetchesPictures) return;
    this.#pictures.push(front);
    const headers = keyForPictures ? { authorization: `Bearer ${this.#token}` } : {};
    await (await fetch(front, { headers })).arrayBuffer();
  }
}
