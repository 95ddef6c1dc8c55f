import { describe, expect, it } from 'vitest';
import type { FaultInput } from '../../src/faults/faults.js';
import type { Mock } from '../../src/mock.js';
import { type Receiver, startReceiver } from '../support/receiver.js';
import { callApi, startMock } from '../support/start-mock.js';

const NOON = Date.parse('2026-12-01T12:00:00.000Z');

/** A mock whose clock stands still, with one target for successes. */
async function frozenMock(): Promise<{ mock: Mock; receiver: Receiver; targetId: number }> {
  const mock = await startMock();
  await mock.clock.freeze(NOON);
  const receiver = await startReceiver(200);
  const target = await mock.targets.create({ url: receiver.url });
  return { mock, receiver, targetId: target.id };
}

/** Triggers this number of webhooks and returns the ids of their gradings, in order. */
async function fire(mock: Mock, count = 1): Promise<string[]> {
  const { gradings } = await mock.triggers.fire({ outcome: 'success', count });
  await mock.deliveries.settled();
  return gradings.map(({ id }) => id);
}

function gradingIds({ received }: Receiver): string[] {
  return received.map(({ body }) => JSON.parse(body).grading_session_id);
}

describe('a fault for webhooks', () => {
  it('sends a webhook several times, then stops', async () => {
    const { mock, receiver } = await frozenMock();
    await mock.faults.add({ kind: 'duplicate', next: 1, times: 3 });
    const [first] = await fire(mock);
    const [second] = await fire(mock);
    expect(gradingIds(receiver)).toEqual([first, first, first, second]);
  });

  it('delays a webhook on the clock', async () => {
    const { mock, receiver } = await frozenMock();
    await mock.faults.add({ kind: 'delay', next: 1, delay: '2h' });
    await fire(mock);
    expect(await mock.clock.advance(2 * 3_600_000 - 1)).toEqual([]);
    expect(await mock.clock.advance(1)).toMatchObject([{ at: '2026-12-01T14:00:00.000Z', status: 200 }]);
    expect(receiver.received).toHaveLength(1);
  });

  it.each([
    [
      'one by one',
      async (mock: Mock) => [
        ...(await fire(mock)),
        ...(await fire(mock)),
        ...(await fire(mock)),
        ...(await fire(mock)),
      ],
    ],
    ['all at once', async (mock: Mock) => fire(mock, 4)],
  ])('reorders webhooks that are triggered %s', async (_case, fireFour) => {
    const { mock, receiver, targetId } = await frozenMock();
    await mock.faults.add({ kind: 'reorder', target: targetId, next: 4 });
    const [first, second, third, fourth] = await fireFour(mock);
    await mock.clock.advance(10_000);
    expect(new Set(gradingIds(receiver).slice(0, 2))).toEqual(new Set([second, fourth]));
    expect(new Set(gradingIds(receiver).slice(2))).toEqual(new Set([first, third]));
    const [fifth] = await fire(mock);
    expect(gradingIds(receiver)[4]).toBe(fifth);
  });

  it('drops a webhook, and lists it as dropped', async () => {
    const { mock, receiver } = await frozenMock();
    await mock.faults.add({ kind: 'drop', next: 1 });
    const [dropped] = await fire(mock);
    await mock.clock.advance(86_400_000);
    expect(receiver.received).toEqual([]);
    const [delivery] = await mock.deliveries.list({ grading: dropped, limit: 1 });
    expect(delivery).toMatchObject({ state: 'dropped', fault: 'drop', attemptCount: 0 });
    const [next] = await fire(mock);
    expect(gradingIds(receiver)).toEqual([next]);
  });

  it('names a grading that the API does not have', async () => {
    const { mock, receiver } = await frozenMock();
    await mock.faults.add({ kind: 'unknown-grading', next: 1 });
    const [, real] = [await fire(mock), await fire(mock)];
    const [unknown, known] = gradingIds(receiver);
    expect((await callApi(mock, `/v1/gradings/${unknown}`)).status).toBe(404);
    expect(known).toBe(real[0]);
  });

  it('sends the wrong outcome', async () => {
    const { mock, receiver } = await frozenMock();
    await mock.faults.add({ kind: 'wrong-outcome', next: 1 });
    const [first] = await fire(mock);
    const [second] = await fire(mock);
    expect(receiver.received.map(({ body }) => JSON.parse(body))).toEqual([
      { grading_session_id: first, outcome: 'failure' },
      { grading_session_id: second, outcome: 'success' },
    ]);
  });

  it('sends a body that is not JSON', async () => {
    const { mock, receiver } = await frozenMock();
    await mock.faults.add({ kind: 'corrupted-body', next: 1 });
    await fire(mock);
    await fire(mock);
    expect(() => JSON.parse(receiver.received[0]?.body ?? '')).toThrow(SyntaxError);
    expect(JSON.parse(receiver.received[1]?.body ?? '')).toMatchObject({ outcome: 'success' });
  });

  it.each<[string, (scope: { targetId: number }) => FaultInput]>([
    ['target', ({ targetId }) => ({ kind: 'drop', target: targetId })],
    ['account', () => ({ kind: 'drop', account: 'dev@partner.example' })],
  ])('applies only to deliveries of its %s', async (_part, order) => {
    const { mock, receiver, targetId } = await frozenMock();
    const other = await startReceiver(200);
    const otherAccount = await mock.accounts.get(2);
    await mock.targets.create({ account: otherAccount.userId ?? 0, url: other.url });
    await mock.faults.add(order({ targetId }));
    await fire(mock);
    await mock.triggers.fire({ account: otherAccount.userId ?? 0, outcome: 'success' });
    await mock.deliveries.settled();
    expect([receiver.received.length, other.received.length]).toEqual([0, 1]);
  });

  it('counts each delivery that it applies to, and nothing when none is written', async () => {
    const { mock } = await frozenMock();
    await mock.faults.add({ kind: 'drop', next: 3 });
    await fire(mock, 2);
    expect(await mock.faults.list()).toMatchObject([{ remaining: 1, matched: 2 }]);
    const none = mock.triggers.fire({ outcome: 'success', card: 1 });
    await expect(none).rejects.toMatchObject({ code: 'not_found' });
    expect(await mock.faults.list()).toMatchObject([{ remaining: 1, matched: 2 }]);
  });
});
