import { setTimeout as delay } from 'node:timers/promises';
import { SuiteError } from './suite-error.js';

/**
 * Waits until the target responds to `GET /health` with any status, for at most the given seconds; 0 is one try.
 * Throws `SuiteError` `unreachable`.
 */
export async function waitForTarget(
  baseUrl: string,
  seconds: number,
  headers: Record<string, string>,
  signal?: AbortSignal,
): Promise<void> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    try {
      const response = await fetch(`${baseUrl}/health`, {
        headers,
        redirect: 'manual',
        signal: AbortSignal.timeout(10_000),
      });
      await response.body?.cancel();
      return;
    } catch (cause) {
      if (performance.now() >= end || signal?.aborted === true) {
        const reason =
          cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause);
        const advice = 'Start it first, or give it time with --wait-for SECONDS';
        throw new SuiteError('unreachable', `Nothing responds at ${baseUrl} (${reason}). ${advice}.`, cause);
      }
      await delay(200);
    }
  }
}
