import type { Journal, JournalEntry } from '../http/journal.js';
import { describeMatch, differences, nearMisses, type RequestMatch } from './request-match.js';
import { waitFor } from './wait-for.js';
import { timeoutOf, type WaitOptions } from './wait-options.js';

/** The calls of the Partner API and of image links that the mock has answered. */
export class Requests {
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** The calls kept that are meant, the oldest first. */
  list(match: RequestMatch = {}): JournalEntry[] {
    return this.#since(match.after).filter((entry) => differences(entry, match).length === 0);
  }

  /** The latest call with this request id, which every answer bears as `x-request-id`. */
  find(id: string): JournalEntry | undefined {
    return this.#journal.find(id);
  }

  /**
   * The calls that are meant, as soon as there are `count` of them, those before included. Throws WaitTimeoutError,
   * which names the calls that came closest.
   */
  async waitFor(
    match: RequestMatch,
    options: WaitOptions & { count?: number | undefined } = {},
  ): Promise<JournalEntry[]> {
    const { count = 1 } = options;
    const timeoutMs = timeoutOf(options);
    return waitFor({
      look: async () => {
        const found = this.list(match);
        return found.length >= count ? found : undefined;
      },
      subscribe: (wake) => this.#journal.subscribe(wake),
      timeoutMs,
      explain: async () => {
        const seen = this.list(match).length;
        const wanted = `${count} ${count === 1 ? 'call' : 'calls'}`;
        return `Within ${timeoutMs} ms there ${seen === 1 ? 'was' : 'were'} ${seen} of ${wanted} with ${describeMatch(match)}. ${nearMisses(this.#since(match.after), match)}`;
      },
    });
  }

  /** Forgets every call. */
  clear(): void {
    this.#journal.clear();
  }

  #since(sequence = 0): JournalEntry[] {
    return this.#journal
      .list()
      .filter((entry) => entry.sequence > sequence)
      .reverse();
  }
}
