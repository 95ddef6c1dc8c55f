import type { EventEmitter } from 'node:events';

const events = ['SIGINT', 'SIGTERM', 'exit', 'unhandledRejection'];

const isListener = (value: unknown): value is () => void => typeof value === 'function';

/**
 * Runs something that lays hands on the process, and takes away the listeners that it added: vitest ends the process on
 * SIGINT and on unhandled rejections, which here is for its caller to decide.
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
