import { describe, expect, it } from 'vitest';
import { startMock } from '../support/start-mock.js';

/** Counts the turns of the event loop while `work` is in progress. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let next = setImmediate(count);
  function count(): void {
    turns += 1;
    next = setImmediate(count);
  }
  await work();
  clearImmediate(next);
  return turns;
}

describe('a trigger of many gradings', () => {
  it('lets other work go on in between, and reports progress', async () => {
    const mock = await startMock();
    const progress: string[] = [];
    const onProgress = ({ done, total }: { done: number; total: number }) => {
      progress.push(`${done} of ${total}`);
    };
    const turns = await turnsDuring(() => mock.trigger({ outcome: 'success', count: 410 }, { onProgress }));
    expect(turns).toBeGreaterThanOrEqual(20);
    expect([progress.length, progress[0], progress.at(-1)]).toEqual([21, '20 of 410', '410 of 410']);
  });

  it('ends when its signal is aborted', async () => {
    const mock = await startMock();
    const caller = new AbortController();
    const onProgress = () => caller.abort();
    const fired = mock.trigger({ outcome: 'success', count: 1000 }, { signal: caller.signal, onProgress });
    await expect(fired).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('does not go on in the world of a reset', async () => {
    const mock = await startMock();
    await mock.targets.create({ url: 'http://127.0.0.1:9/' });
    const fired = mock.trigger({ outcome: 'success', count: 1000 });
    const refused = expect(fired).rejects.toThrow('The mock was reset while gradings were started.');
    await mock.reset();
    await refused;
    expect(await mock.deliveries.list()).toEqual([]);
  });
});

it('gradings that are due at one instant move on while other work goes on', async () => {
  const mock = await startMock();
  await mock.clock.freeze('2026-12-01T12:00:00.000Z');
  await mock.gradings.startMany({ delay: '1m', count: 200 });
  expect(await turnsDuring(() => mock.advance('2m'))).toBeGreaterThanOrEqual(20);
});

it('a delay that ends after the last date is refused', async () => {
  const mock = await startMock();
  await expect(mock.gradings.start({ delay: '100000000d' })).rejects.toMatchObject({
    code: 'invalid_argument',
    field: 'delay',
  });
});
