/** Functions that are called when something happens. */
export class Listeners {
  readonly #listeners = new Set<() => void>();

  /** Returns the function that removes `listener`. */
  add(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(): void {
    for (const listener of this.#listeners) listener();
  }
}
