import pg from 'pg';
import { type Topic, topics } from '../sharing.js';
import type { PostgresLocation } from './postgres-location.js';

const RETRY_MS = 250;

/** Notices of changes by other instances: one connection that listens, and is made again when it is lost. */
export class Notices {
  readonly #location: PostgresLocation;
  readonly #instance: string;
  readonly #listeners = new Set<(topic: Topic) => void>();
  #client: pg.Client | undefined;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(location: PostgresLocation, instance: string) {
    this.#location = location;
    this.#instance = instance;
  }

  onNotice(listener: (topic: Topic) => void): void {
    this.#listeners.add(listener);
  }

  async listen(): Promise<void> {
    const client = new pg.Client({
      ...this.#location.config,
      application_name: this.#instance,
      keepAlive: true,
    });
    client.on('notification', ({ payload }) => this.#receive(payload));
    client.on('error', () => this.#listenAgain(client));
    client.on('end', () => this.#listenAgain(client));
    this.#client = client;
    try {
      await client.connect();
      const { rows } = await client.query('SELECT notice_channel() AS channel');
      await client.query(`LISTEN ${pg.escapeIdentifier(String(rows[0]?.channel))}`);
    } catch (error) {
      this.#client = undefined;
      await client.end().catch(() => undefined);
      throw error;
    }
    if (this.#closed) await client.end();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    await this.#client?.end();
  }

  #receive(payload = ''): void {
    const [name, instance] = payload.split(' ');
    const topic = topics.find((known) => known === name);
    if (topic === undefined || instance === this.#instance) return;
    for (const listener of this.#listeners) listener(topic);
  }

  #listenAgain(lost: pg.Client): void {
    if (this.#client !== lost) return;
    this.#client = undefined;
    this.#listenLater();
  }

  #listenLater(): void {
    if (this.#closed) return;
    this.#retry = setTimeout(() => {
      this.listen().catch(() => this.#listenLater());
    }, RETRY_MS);
  }
}
