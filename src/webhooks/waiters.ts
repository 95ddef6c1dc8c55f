interface Waiter {
  check(): void;
}

/** Waits for conditions that `notify` checks. Every wait ends at its deadline. */
export class Waiters {
  readonly #waiters = new Set<Waiter>();

  /** Resolves true when the condition holds, or false after `timeoutMs` or when `signal` is aborted. */
  until(condition: () => boolean, timeoutMs: number, signal?: AbortSignal): Promise<boolean> {
    if (condition()) return Promise.resolve(true);
    if (signal?.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const end = (held: boolean) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', give);
        this.#waiters.delete(waiter);
        resolve(held);
      };
      const give = () => end(false);
      const waiter = {
        check: () => {
          if (condition()) end(true);
        },
      };
      const timer = setTimeout(give, timeoutMs);
      signal?.addEventListener('abort', give, { once: true });
      this.#waiters.add(waiter);
    });
  }

  /** Checks the conditions of all waits. */
  notify(): void {
    for (const waiter of this.#waiters) waiter.check();
  }
}
