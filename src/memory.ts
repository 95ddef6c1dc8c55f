/** State that is held outside the store. Reset, snapshot and restore reach it through `Memory`. */
export interface MemoryPart {
  /** Forgets everything, because the world is recreated. */
  clear(): void;
  /** Keeps the present state and returns the function that brings it back, any number of times. */
  save(): () => void;
}

/** The one list of state outside the store. */
export class Memory {
  readonly #parts = new Map<string, MemoryPart>();

  /** Adds a part under a name of its own. */
  register(name: string, part: MemoryPart): void {
    if (this.#parts.has(name)) throw new TypeError(`The memory part ${name} is registered already.`);
    this.#parts.set(name, part);
  }

  get names(): string[] {
    return [...this.#parts.keys()];
  }

  clear(): void {
    for (const part of this.#parts.values()) part.clear();
  }

  /** The returned function also clears the parts that were registered after `save`. */
  save(): () => void {
    const saved = new Map([...this.#parts].map(([name, part]) => [name, part.save()]));
    return () => {
      for (const [name, part] of this.#parts) {
        const bringBack = saved.get(name);
        if (bringBack === undefined) part.clear();
        else bringBack();
      }
    };
  }
}
