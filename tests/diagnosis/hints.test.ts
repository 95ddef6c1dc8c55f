import { describe, expect, it } from 'vitest';
import { hintsFor } from '../../src/diagnosis/hints.js';
import type { Mock } from '../../src/mock.js';
import { callApi, startMock } from '../support/start-mock.js';

const START = Date.parse('2027-01-01T00:00:00.000Z');
const copies: Record<number, number[]> = { 2000001: [7000001] };
const findCopies = async (_accountId: number, cardId: number) => copies[cardId] ?? [];

/** The hints on the latest call. */
async function latestHints(mock: Mock) {
  const [entry, ...earlier] = (await mock.requests.list()).reverse();
  return entry === undefined ? [] : hintsFor(entry, earlier, findCopies);
}

async function frozenMock(): Promise<Mock> {
  const mock = await startMock();
  await mock.clock.freeze(START);
  return mock;
}

describe('hints', () => {
  it('are absent for a well-behaved client', async () => {
    const mock = await frozenMock();
    for (let count = 0; count < 6; count += 1) {
      await callApi(mock, '/v1/gradings');
      await mock.clock.advance(5000);
    }
    expect(await latestHints(mock)).toEqual([]);
  });

  it('name a list that is read five times within ten seconds', async () => {
    const mock = await frozenMock();
    for (let count = 0; count < 4; count += 1) await callApi(mock, '/v1/gradings');
    expect(await latestHints(mock)).toEqual([]);
    await callApi(mock, '/v1/gradings');
    expect(await latestHints(mock)).toMatchObject([{ code: 'tight-polling' }]);
  });

  it('name a call before Retry-After has passed, and none after it', async () => {
    const mock = await frozenMock();
    await mock.faults.add({ kind: 'status', next: 1, status: 429, retryAfter: 30 });
    await callApi(mock, '/v1/account');
    await mock.clock.advance(10_000);
    await callApi(mock, '/v1/account');
    const [hint] = await latestHints(mock);
    expect(hint?.code).toBe('retry-after-ignored');
    expect(hint?.sentence).toContain('20 seconds too early');
    await mock.clock.advance(20_000);
    await callApi(mock, '/v1/account');
    expect(await latestHints(mock)).toEqual([]);
  });

  it('name an expired image link', async () => {
    const mock = await frozenMock();
    const { body } = await callApi(mock, '/v1/cards?limit=1');
    const path = new URL(body.cards[0].images.front);
    await callApi(mock, path.pathname + path.search, { token: null });
    expect(await latestHints(mock)).toEqual([]);
    await mock.clock.advance(301_000);
    await callApi(mock, path.pathname + path.search, { token: null });
    expect(await latestHints(mock)).toMatchObject([{ code: 'expired-image' }]);
    expect((await mock.requests.list()).at(-1)?.url).toMatch(/&X-Amz-Signature=…$/);
  });

  it('name a catalog id that is used as a user_card_id, and the right id', async () => {
    const mock = await frozenMock();
    await callApi(mock, '/v1/cards/2000001');
    const [hint] = await latestHints(mock);
    expect(hint?.code).toBe('catalog-id');
    expect(hint?.sentence).toContain('7000001');
    await callApi(mock, '/v1/cards/2000002');
    expect(await latestHints(mock)).toEqual([]);
  });
});
