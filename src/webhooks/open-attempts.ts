import type { AttemptResult } from '../store/attempts.js';
import type { BegunAttempt } from './attempt-log.js';

/** An attempt that ended, whose result is not stored yet. */
export interface UnstoredResult {
  begun: BegunAttempt;
  result: AttemptResult;
}

/** The attempts from their claim until their results are stored. */
export class OpenAttempts {
  readonly #open = new Set<BegunAttempt>();
  /** Not awaited by the present hold: they may wait for the caller of the hold itself. */
  readonly #detached = new Set<BegunAttempt>();
  #unstored: UnstoredResult[] = [];

  get size(): number {
    return this.#open.size;
  }

  /** The number of attempts that a hold awaits. */
  get attached(): number {
    return this.#open.size - this.#detached.size;
  }

  /** The number of results that are not stored yet. */
  get unstored(): number {
    return this.#unstored.length;
  }

  add(attempt: BegunAttempt): void {
    this.#open.add(attempt);
  }

  /** Ends an attempt. The result of a forgotten one is dropped. */
  end(begun: BegunAttempt, result: AttemptResult): void {
    if (this.#open.has(begun)) this.#unstored.push({ begun, result });
  }

  /** Removes and returns the unstored results. Follow with `stored` or `putBack`. */
  takeUnstored(): UnstoredResult[] {
    const taken = this.#unstored;
    this.#unstored = [];
    return taken;
  }

  putBack(results: readonly UnstoredResult[]): void {
    this.#unstored = [...results.filter(({ begun }) => this.#open.has(begun)), ...this.#unstored];
  }

  stored(results: readonly UnstoredResult[]): void {
    for (const { begun } of results) {
      this.#open.delete(begun);
      this.#detached.delete(begun);
    }
  }

  detachAll(): void {
    for (const attempt of this.#open) this.#detached.add(attempt);
  }

  attachAll(): void {
    this.#detached.clear();
  }

  forgetAll(): void {
    this.#open.clear();
    this.#detached.clear();
    this.#unstored = [];
  }

  /** Whether an attempt is neither stored nor forgotten. */
  has(attempt: BegunAttempt): boolean {
    return this.#open.has(attempt);
  }

  /** The ids of the deliveries of all attempts. */
  get deliveryIds(): number[] {
    return [...this.#open].map(({ delivery }) => delivery.id);
  }

  /** Returns the number of attached attempts by lane, without those whose results are given. */
  byLane(ended: readonly UnstoredResult[] = []): Map<string, number> {
    const left = new Set(ended.map(({ begun }) => begun));
    const counts = new Map<string, number>();
    for (const attempt of this.#open) {
      if (this.#detached.has(attempt) || left.has(attempt)) continue;
      const { lane } = attempt.delivery;
      counts.set(lane, (counts.get(lane) ?? 0) + 1);
    }
    return counts;
  }
}
