import { setTimeout as delay } from 'node:timers/promises';

/**
 * Calls again until the result is no longer undefined, for at most `within` milliseconds. What is awaited
 * happens in another process, which may need a moment after its clock was moved; nothing else says when.
 */
export async function poll<T>(
  ask: () => Promise<T | undefined> | T | undefined,
  within: number,
): Promise<T | undefined> {
  const end = performance.now() + within;
  for (let pause = 5; ; pause = Math.min(pause * 2, 100)) {
    const response = await ask();
    if (response !== undefined || performance.now() >= end) return response;
    await delay(pause);
  }
}

/** Waits as long as a `Retry-After` demands. */
export async function obeyRetryAfter(milliseconds: number): Promise<void> {
  await delay(milliseconds);
}
