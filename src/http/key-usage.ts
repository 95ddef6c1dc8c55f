import type { MemoryPart } from '../memory.js';
import type { Store } from '../store/store.js';

const FLUSH_AFTER_MS = 50;

/**
 * Remembers when keys were last used and writes it in batches after the responses, so that no request waits for it
 * (contract §2: asynchronously, after a successful request only).
 */
export class KeyUsage implements MemoryPart {
  readonly #store: Store;
  readonly #onError: (error: unknown) => void;
  #pending = new Map<number, string>();
  /** What is being written. */
  readonly #writing = new Map<number, string>();
  #timer: NodeJS.Timeout | undefined;
  readonly #listeners = new Set<() => void>();
  /** Counts the calls of `clear`: the ids of keys mean others after each. */
  #era = 0;

  constructor(store: Store, onError: (error: unknown) => void) {
    this.#store = store;
    this.#onError = onError;
  }

  /** Records that a key was used at this instant (ISO 8601). */
  note(keyId: number, usedAt: string): void {
    this.#pending.set(keyId, usedAt);
    this.#timer ??= setTimeout(() => {
      this.flush().catch(this.#onError);
    }, FLUSH_AFTER_MS);
  }

  /** Writes what is pending. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#pending.size === 0) return;
    const batch = this.#pending;
    this.#pending = new Map();
    for (const [keyId, usedAt] of batch) this.#writing.set(keyId, usedAt);
    const era = this.#era;
    try {
      await this.#write(batch, era);
    } catch (error) {
      if (era === this.#era) this.#pending = new Map([...batch, ...this.#pending]);
      throw error;
    }
    for (const listener of this.#listeners) listener();
  }

  async #write(batch: ReadonlyMap<number, string>, era: number): Promise<void> {
    await this.#store.transaction(async ({ apiKeys }) => {
      // A reset may have come first: the ids now belong to other keys.
      if (era !== this.#era) return;
      for (const [keyId, usedAt] of batch) {
        await apiKeys.markUsed(keyId, usedAt);
        this.#writing.delete(keyId);
      }
    });
  }

  /** Calls `listener` after each batch is written. Returns the function that unsubscribes it. */
  onWritten(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Forgets what is not written yet. */
  clear(): void {
    this.#era += 1;
    this.#pending.clear();
  }

  save(): () => void {
    const saved = [...this.#writing, ...this.#pending];
    return () => {
      this.clear();
      for (const [keyId, usedAt] of saved) this.note(keyId, usedAt);
    };
  }
}
