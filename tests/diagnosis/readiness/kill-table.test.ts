import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMock, type Mock } from '../../../src/mock.js';
import { callControl } from '../../support/call-control.js';
import { callApi } from '../../support/start-mock.js';
import { Client } from './client.js';
import { type Habits, mistakes, UNKNOWN_GRADING, unusual } from './habits.js';

let mock: Mock;
let photographed: number;

beforeAll(async () => {
  mock = await createMock({ rateLimit: 'off' });
});
afterAll(() => mock.close());

/** Everything that production brings, in a world of its own. */
async function production(client: Client): Promise<void> {
  for (const outcome of ['success', 'failure'] as const)
    await mock.targets.create({ url: client.url, outcome });
  await mock.faults.add({ kind: 'status', status: 429, retryAfter: 2, operation: 'listGradings', next: 1 });
  await client.sync();
  await mock.faults.add({ kind: 'status', status: 503, operation: 'listCards', next: 4 });
  await client.sync();
  if (!client.habits.answersFirst)
    await mock.faults.add({ kind: 'latency', delay: 600, operation: 'getGrading', next: 1 });
  await mock.trigger({ outcome: 'success', card: photographed });
  await mock.trigger({ outcome: 'success', duplicates: 1 });
  await mock.trigger({ outcome: 'success', additions: { added_later: 'yes' } });
  await mock.trigger({ outcome: 'success', overrides: { outcome: 'failure' } });
  await mock.trigger({ outcome: 'success', overrides: { grading_session_id: UNKNOWN_GRADING } });
  await mock.trigger({ outcome: 'failure' });
  await settle(client);
  await mock.gradings.start({ outcome: 'success', delay: '1m' });
  await mock.clock.advance('6m');
  await settle(client);
  await client.showAgain();
  await client.wait();
  const refusal = await mock.faults.add({ kind: 'status', status: 403, operation: 'listGradings' });
  for (let times = 0; times < 3; times += 1) await client.sync();
  await mock.faults.remove(refusal.id);
  const { key, token } = await mock.keys.create({ name: 'second' });
  client.useKey(token);
  await client.sync();
  await mock.keys.revoke(key.id);
  for (let times = 0; times < 3; times += 1) await client.sync();
  await mock.trigger({ outcome: 'success' });
  await settle(client);
}

async function settle(client: Client): Promise<void> {
  for (let seen = -1; ; ) {
    await mock.deliveries.settled();
    await client.idle();
    const [calls, [latest]] = [await mock.requests.list(), await mock.deliveries.list({ limit: 1 })];
    const present = calls.length + (latest?.attemptCount ?? 0) / 1000;
    if (present === seen) return;
    seen = present;
    await delay(5);
  }
}

/** The points that failed for a client, after everything that production brings. */
async function failedPoints(habits: Partial<Habits>): Promise<string[]> {
  await mock.reset();
  const { body } = await callApi(mock, '/v1/cards?graded=raw&limit=50');
  photographed = body.cards.find(
    (one: { images: { front: string | null } }) => one.images.front !== null,
  ).user_card_id;
  await mock.requests.clear();
  const client = await Client.start(mock, { stores: new Set(), ...habits });
  try {
    await production(client);
  } finally {
    client.close();
  }
  const response = await callControl(mock, 'GET', '/readiness?patience=0ms');
  const { results }: { results: { id: string; verdict: string }[] } = response.body;
  return results.filter(({ verdict }) => verdict === 'failed').map(({ id }) => id);
}

describe('the kill table of readiness', () => {
  it.each(mistakes)('names a client that $title by $point alone', async ({ point, habits }) => {
    expect(await failedPoints(habits)).toEqual([point]);
  });

  it.each(unusual)('blames no client that $title', async ({ habits }) => {
    expect(await failedPoints(habits)).toEqual([]);
  });

  it('blames no ordinary client', async () => {
    expect(await failedPoints({})).toEqual([]);
  });
});
