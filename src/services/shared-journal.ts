import { setTimeout as wait } from 'node:timers/promises';
import type { Journal, JournalEntry } from '../http/journal.js';
import type { MemoryPart } from '../memory.js';
import type { Store } from '../store/store.js';

/** Calls within this time are written together. */
const WRITE_AFTER_MS = 20;
/** Calls that wait for a database that is away. The oldest are dropped first. */
const MAX_WAITING = 1000;

/** One journal for all instances: each writes its calls to the store, off the path of the request, and reads those of all. */
export class SharedJournal implements MemoryPart {
  readonly #store: Store;
  readonly #journal: Journal;
  readonly #onError: (error: unknown) => void;
  #waiting: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #reading: Promise<void> = Promise.resolve();

  constructor(store: Store, journal: Journal, onError: (error: unknown) => void) {
    this.#store = store;
    this.#journal = journal;
    this.#onError = onError;
    if (store.sharing !== undefined) journal.shareThrough((entry) => this.#add(entry));
  }

  /** Reads the calls of all instances. Those of the last 20 ms at another one may be missing. */
  async read(): Promise<void> {
    if (this.#store.sharing === undefined) return;
    await this.write();
    this.#reading = this.#reading.catch(() => undefined).then(() => this.#read());
    await this.#reading;
  }

  /** As `read`, but gives other instances time to write what has ended before. */
  async readLate(): Promise<void> {
    if (this.#store.sharing === undefined) return;
    await wait(2 * WRITE_AFTER_MS);
    await this.read();
  }

  /** Writes what waits. */
  async write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.catch(() => undefined).then(() => this.#write());
    await this.#writing;
  }

  /** Forgets what waits. */
  clear(): void {
    this.#waiting = [];
  }

  save(): () => void {
    return () => this.clear();
  }

  /** Forgets the calls of all instances. */
  async clearAll(): Promise<void> {
    this.clear();
    this.#journal.clear();
    if (this.#store.sharing !== undefined) await this.#store.calls.clear();
  }

  #add(entry: JournalEntry): void {
    const { sequence: _, ...content } = entry;
    this.#waiting.push(JSON.stringify(content));
    if (this.#waiting.length > MAX_WAITING) this.#waiting.shift();
    this.#timer ??= setTimeout(() => {
      this.write().catch(this.#onError);
    }, WRITE_AFTER_MS);
  }

  async #write(): Promise<void> {
    const batch = this.#waiting;
    if (batch.length === 0) return;
    this.#waiting = [];
    try {
      await this.#store.calls.add(batch, this.#journal.capacity);
    } catch (error) {
      this.#waiting = [...batch, ...this.#waiting].slice(-MAX_WAITING);
      throw error;
    }
  }

  async #read(): Promise<void> {
    const { calls } = this.#store;
    const { first, last } = await calls.bounds();
    // Another instance cleared the calls.
    if (first === null || first > this.#journal.lastSequence) this.#journal.clear();
    if (last === null || last <= this.#journal.lastSequence) return;
    for (const { sequence, content } of await calls.since(
      this.#journal.lastSequence,
      this.#journal.capacity,
    )) {
      this.#journal.receive({ ...JSON.parse(content), sequence });
    }
  }
}
