/** What was waited for did not come in time; the message tells what came closest. */
export class WaitTimeoutError extends Error {
  readonly code = 'timed_out';

  constructor(message: string) {
    super(message);
    this.name = 'WaitTimeoutError';
  }
}

export interface Wait<Found> {
  /** What is waited for, or undefined while it is not there. */
  look: () => Promise<Found | undefined>;
  /** Calls `wake` whenever looking again could help; returns the function that ends it. */
  subscribe: (wake: () => void) => () => void;
  /** In ms of real time. */
  timeoutMs: number;
  /** What to say when the time is over. */
  explain: () => Promise<string>;
}

/** Looks now and whenever something happens, until it is there. Throws WaitTimeoutError. */
export async function waitFor<Found>({ look, subscribe, timeoutMs, explain }: Wait<Found>): Promise<Found> {
  let isOver = false;
  let wake: () => void = () => undefined;
  let isStale = false;
  const unsubscribe = subscribe(() => {
    isStale = true;
    wake();
  });
  const timer = setTimeout(() => {
    isOver = true;
    wake();
  }, timeoutMs);
  try {
    for (;;) {
      isStale = false;
      const found = await look();
      if (found !== undefined) return found;
      if (isOver) throw new WaitTimeoutError(await explain());
      if (isStale) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (isStale || isOver) resolve();
      });
    }
  } finally {
    clearTimeout(timer);
    unsubscribe();
  }
}
