import { NotFoundError } from '../errors.js';
import type { Journal, JournalEntry, JournaledCall } from '../http/journal.js';
import { Listeners } from '../listeners.js';
import type { Store } from '../store/store.js';
import type { BackgroundWork } from './background-work.js';
import { findAccount } from './find-account.js';
import {
  type ComparedCall,
  closestMisses,
  describeMatch,
  isKind,
  isMatch,
  nearMisses,
  type RequestMatch,
  type ResolvedMatch,
} from './request-match.js';
import type { SharedJournal } from './shared-journal.js';
import { type WaitOptions, waitFor } from './wait-for.js';
import { assertWholeNumber } from './whole-number.js';

export interface RequestWaitOptions extends WaitOptions {
  /** The number of calls to wait for. Default: 1. */
  count?: number | undefined;
}

export interface RequestServiceDependencies {
  journal: Journal;
  shared: SharedJournal;
  store: Store;
  background: BackgroundWork;
}

const MAX_COUNT = 1000;

/** The calls of the Partner API and of image links, as many as the mock keeps. */
export class RequestService {
  readonly #journal: Journal;
  readonly #store: Store;
  readonly #closing: AbortSignal;
  readonly #shared: SharedJournal;
  readonly #elsewhere = new Listeners();

  constructor({ journal, shared, store, background }: RequestServiceDependencies) {
    this.#journal = journal;
    this.#shared = shared;
    this.#store = store;
    this.#closing = background.closing;
    background.instances.onChange((topic) => {
      if (topic === 'traffic') this.#elsewhere.emit();
    });
  }

  /** Reads the calls of other instances, for those who read the journal itself. */
  async refresh(): Promise<void> {
    await this.#shared.read();
  }

  /** The calls that match, the oldest first. Throws NotFoundError for an unknown account. */
  async list(match: RequestMatch = {}): Promise<JournalEntry[]> {
    const resolved = await this.#resolve(match);
    await this.#shared.read();
    return (await this.#journal.read(match.after)).filter((entry) => isMatch(entry, resolved));
  }

  /** How many calls match, and the closest of those that do not. Throws NotFoundError for an unknown account. */
  async count(match: RequestMatch = {}): Promise<{ count: number; nearMisses: ComparedCall[] }> {
    const resolved = await this.#resolve(match);
    await this.#shared.read();
    const calls = await this.#journal.read(match.after);
    const count = calls.filter((entry) => isMatch(entry, resolved)).length;
    return { count, nearMisses: closestMisses(calls, resolved) };
  }

  /** The latest call with this request id, the `x-request-id` of its response. Throws NotFoundError. */
  async get(id: string): Promise<JournalEntry> {
    await this.#shared.read();
    if (this.#journal.find(id) === undefined) await this.#shared.readLate();
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
    const resolved = await this.#resolve(match);
    const matches = new MatchingCalls(this.#journal, resolved, match.after);
    const wait = {
      timeout,
      signal,
      look: async () => {
        await this.#shared.read();
        const found = matches.look();
        return found.length >= count ? found : undefined;
      },
      // Most calls are of another kind, and must cost nothing however many wait.
      subscribe: (wake: () => void) => {
        const ofKind = ({ kind }: JournaledCall) => {
          if (isKind(kind, resolved)) wake();
        };
        return both(this.#journal.subscribe(ofKind), this.#elsewhere.add(wake));
      },
      explain: async () => {
        const seen = (await this.list(match)).length;
        const wanted = `${count} ${count === 1 ? 'call' : 'calls'}`;
        const closest = nearMisses(await this.#journal.read(match.after), resolved);
        return `there ${seen === 1 ? 'was' : 'were'} ${seen} of ${wanted} with ${describeMatch(match)}. ${closest}`;
      },
    };
    return waitFor(wait, this.#closing);
  }

  /** Forgets every call. */
  async clear(): Promise<void> {
    await this.#shared.clearAll();
    this.#elsewhere.emit();
  }

  /** Calls `listener` after calls of other instances, and after the calls were cleared. Returns the function that ends this. */
  onElsewhere(listener: () => void): () => void {
    return this.#elsewhere.add(listener);
  }

  /** Calls `listener` with each call of this instance from now on. Returns the function that ends this. */
  onRequest(listener: (entry: JournalEntry) => void): () => void {
    return this.#journal.subscribe(({ entry }) => listener(entry));
  }

  /** Calls `listener` after each call. Costs less than `onRequest`, since no entry is made. */
  onCount(listener: () => void): () => void {
    return this.#journal.subscribe(() => listener());
  }

  async #resolve({ account, ...match }: RequestMatch): Promise<ResolvedMatch> {
    if (account === undefined) return match;
    return { ...match, accountId: (await findAccount(this.#store, account)).id };
  }
}

function both(first: () => void, second: () => void): () => void {
  return () => {
    first();
    second();
  };
}

/** The calls that match. Each look examines only what was added since the one before, however long the journal is. */
class MatchingCalls {
  readonly #journal: Journal;
  readonly #match: ResolvedMatch;
  readonly #after: number;
  #rewrites: number;
  #seen: number;
  #found: JournalEntry[] = [];

  constructor(journal: Journal, match: ResolvedMatch, after = 0) {
    this.#journal = journal;
    this.#match = match;
    this.#after = after;
    this.#rewrites = journal.rewrites;
    this.#seen = after;
  }

  /** All of them, the oldest first. */
  look(): JournalEntry[] {
    if (this.#rewrites !== this.#journal.rewrites) {
      this.#rewrites = this.#journal.rewrites;
      this.#seen = this.#after;
      this.#found = [];
    }
    for (const call of this.#journal.since(this.#seen)) {
      this.#seen = call.sequence;
      if (isKind(call.kind, this.#match) && isMatch(call.entry, this.#match)) this.#found.push(call.entry);
    }
    return this.#found;
  }
}
