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

  /** Listens until `close`. Throws when the first connection fails. */
  async listen(): Promise<void> {
    const client = new pg.Client({
      ...this.#location.config,
      application_name: this.#instance,
      keepAlive: true,
    });
    let hasEnded = false;
    client.on('notification', ({ payload }) => this.#receive(payload));
    // Whatever ends the connection, it is reported once, by `end`.
    client.on('error', () => undefined);
    client.on('end', () => {
      hasEnded = true;
      if (this.#client === client) this.#listenLater();
    });
    try {
      await client.connect();
      const { rows } = await client.query('SELECT notice_channel() AS channel');
      await client.query(`LISTEN ${pg.escapeIdentifier(String(rows[0]?.channel))}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    this.#client = client;
    if (this.#closed) await client.end();
    else if (hasEnded) this.#listenLater();
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

  #listenLater(): void {
    this.#client = undefined;
    if (this.#closed) return;
    this.#retry = setTimeout(() => {
      this.listen().catch(() => this.#listenLater());
    }, RETRY_MS);
  }
}
