import { type Duration, toMilliseconds } from '../duration.js';

/** The event did not come in time; the message names what came closest. */
export class WaitTimeoutError extends Error {
  readonly code = 'timed_out';

  constructor(message: string) {
    super(message);
    this.name = 'WaitTimeoutError';
  }
}

export interface WaitOptions {
  /** In real time. Default: `5s`. */
  timeout?: Duration | undefined;
  /** Ends the wait early. */
  signal?: AbortSignal | undefined;
}

export interface Wait<Found> extends WaitOptions {
  /** Returns what is waited for, or undefined while it is not there. */
  look: () => Promise<Found | undefined>;
  /** Calls `wake` whenever looking again could help. Returns the function that ends this. */
  subscribe: (wake: () => void) => () => void;
  /** The message of the error, after the words `Within 5000 ms`. */
  explain: () => Promise<string>;
}

const DEFAULT_TIMEOUT_MS = 5000;
/** What a timer can count. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Looks now and after every event, until it finds something. Throws WaitTimeoutError, InvalidArgumentError, and the
 * reason of a signal that is aborted.
 */
export async function waitFor<Found>(
  { look, subscribe, timeout, signal, explain }: Wait<Found>,
  closing: AbortSignal,
): Promise<Found> {
  const timeoutMs = toMilliseconds(timeout ?? DEFAULT_TIMEOUT_MS, 'timeout');
  const end = signal === undefined ? closing : AbortSignal.any([signal, closing]);
  let isOver = false;
  let wake: () => void = () => undefined;
  let isStale = false;
  const unsubscribe = subscribe(() => {
    isStale = true;
    wake();
  });
  const timer = setTimeout(
    () => {
      isOver = true;
      wake();
    },
    Math.min(timeoutMs, MAX_TIMER_MS),
  );
  const stop = () => wake();
  end.addEventListener('abort', stop, { once: true });
  try {
    for (;;) {
      end.throwIfAborted();
      isStale = false;
      const found = await look();
      if (found !== undefined) return found;
      if (isOver) throw new WaitTimeoutError(`Within ${timeoutMs} ms ${await explain()}`);
      if (isStale) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (isStale || isOver || end.aborted) resolve();
      });
    }
  } finally {
    clearTimeout(timer);
    unsubscribe();
    end.removeEventListener('abort', stop);
  }
}
