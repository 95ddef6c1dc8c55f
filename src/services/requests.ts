import { NotFoundError } from '../errors.js';
import type { Journal, JournalEntry } from '../http/journal.js';
import { Listeners } from '../listeners.js';
import type { Store } from '../store/store.js';
import { findAccount } from './find-account.js';
import {
  describeMatch,
  differences,
  nearMisses,
  type RequestMatch,
  type ResolvedMatch,
} from './request-match.js';
import { type WaitOptions, waitFor } from './wait-for.js';
import { assertWholeNumber } from './whole-number.js';

export interface RequestWaitOptions extends WaitOptions {
  /** The number of calls to wait for. Default: 1. */
  count?: number | undefined;
}

const MAX_COUNT = 1000;

/** The calls of the Partner API and of image links, as many as the mock keeps. */
export class RequestService {
  readonly #journal: Journal;
  readonly #store: Store;
  readonly #closing: AbortSignal;
  readonly #cleared = new Listeners();

  /** `closing` is aborted when the mock closes. */
  constructor(journal: Journal, store: Store, closing: AbortSignal) {
    this.#journal = journal;
    this.#store = store;
    this.#closing = closing;
  }

  /** The calls that match, the oldest first. Throws NotFoundError for an unknown account. */
  async list(match: RequestMatch = {}): Promise<JournalEntry[]> {
    const resolved = await this.#resolve(match);
    return this.#since(match.after).filter((entry) => differences(entry, resolved).length === 0);
  }

  /** The latest call with this request id, the `x-request-id` of its response. Throws NotFoundError. */
  async get(id: string): Promise<JournalEntry> {
    const entry = this.#journal.find(id);
    if (entry !== undefined) return entry;
    throw new NotFoundError(
      `There is no call with the request id ${id}. The mock keeps the latest 1,000; the id is the header x-request-id of the response.`,
    );
  }

  /**
   * The calls that match, as soon as there are `count` of them; calls before this one count too. Throws
   * WaitTimeoutError, which names the calls that came closest.
   */
  async waitFor(
    match: RequestMatch = {},
    { count = 1, timeout, signal }: RequestWaitOptions = {},
  ): Promise<JournalEntry[]> {
    assertWholeNumber('count', count, 1, MAX_COUNT);
    const wait = {
      timeout,
      signal,
      look: async () => {
        const found = await this.list(match);
        return found.length >= count ? found : undefined;
      },
      subscribe: (wake: () => void) => this.#journal.subscribe(wake),
      explain: async () => {
        const seen = (await this.list(match)).length;
        const wanted = `${count} ${count === 1 ? 'call' : 'calls'}`;
        const closest = nearMisses(this.#since(match.after), await this.#resolve(match));
        return `there ${seen === 1 ? 'was' : 'were'} ${seen} of ${wanted} with ${describeMatch(match)}. ${closest}`;
      },
    };
    return waitFor(wait, this.#closing);
  }

  /** Forgets every call. */
  async clear(): Promise<void> {
    this.#journal.clear();
    this.#cleared.emit();
  }

  /** Calls `listener` after the calls were cleared. Returns the function that ends this. */
  onCleared(listener: () => void): () => void {
    return this.#cleared.add(listener);
  }

  /** Calls `listener` with each call from now on. Returns the function that ends this. */
  onRequest(listener: (entry: JournalEntry) => void): () => void {
    return this.#journal.subscribe(listener);
  }

  async #resolve({ account, ...match }: RequestMatch): Promise<ResolvedMatch> {
    if (account === undefined) return match;
    return { ...match, accountId: (await findAccount(this.#store, account)).id };
  }

  #since(sequence = 0): JournalEntry[] {
    return this.#journal
      .list()
      .filter((entry) => entry.sequence > sequence)
      .reverse();
  }
}
