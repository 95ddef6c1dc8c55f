import type { EventEmitter } from 'node:events';

const events = ['SIGINT', 'SIGTERM', 'exit', 'unhandledRejection'];

const isListener = (value: unknown): value is () => void => typeof value === 'function';

/**
 * Runs work that adds listeners to the process, and removes those listeners afterwards: vitest ends the process on
 * SIGINT and on unhandled rejections, which here is the caller's decision.
 */
export async function keepProcess<T>(work: () => Promise<T>): Promise<T> {
  const emitter: EventEmitter = process;
  const before = new Map(events.map((event) => [event, new Set<unknown>(emitter.listeners(event))]));
  const result = await work();
  for (const [event, known] of before)
    for (const listener of emitter.listeners(event))
      if (!known.has(listener) && isListener(listener)) emitter.off(event, listener);
  return result;
}
