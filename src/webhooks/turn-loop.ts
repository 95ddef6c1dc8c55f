import { storeRetryMs } from './dispatch-decisions.js';

/** Runs one asynchronous function at a time, on demand. After a failure, it runs it again with a back-off. */
export class TurnLoop {
  readonly #turn: () => Promise<void>;
  readonly #onSettled: (error: unknown) => void;
  #running = false;
  #failures = 0;
  #lastError: unknown;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  /** `onSettled` is called after each turn, with its error or undefined. */
  constructor(turn: () => Promise<void>, onSettled: (error: unknown) => void) {
    this.#turn = turn;
    this.#onSettled = onSettled;
  }

  get running(): boolean {
    return this.#running;
  }

  /** The number of consecutive failures. */
  get failures(): number {
    return this.#failures;
  }

  get lastError(): unknown {
    return this.#lastError;
  }

  /** Runs a turn now, unless one is running or waits for its back-off. */
  run(): void {
    if (this.#failures === 0) this.#run();
  }

  /** Runs a turn after a time, unless one is scheduled before. */
  runIn(delayMs: number): void {
    if (this.#closed) return;
    this.#timer ??= setTimeout(() => this.#run(), delayMs);
  }

  /** Runs no further turn. */
  close(): void {
    this.#closed = true;
    this.#clearTimer();
  }

  #run(): void {
    this.#clearTimer();
    if (this.#running || this.#closed) return;
    this.#running = true;
    this.#turn().then(
      () => {
        this.#running = false;
        this.#failures = 0;
        this.#onSettled(undefined);
      },
      (error: unknown) => {
        this.#running = false;
        this.#failures += 1;
        this.#lastError = error;
        this.#clearTimer();
        this.runIn(storeRetryMs(this.#failures));
        this.#onSettled(error);
      },
    );
  }

  #clearTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
