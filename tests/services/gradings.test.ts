import { describe, expect, it } from 'vitest';
import { startReceiver } from '../support/receiver.js';
import { callApi, startMock } from '../support/start-mock.js';

const NOON = Date.parse('2026-12-01T12:00:00.000Z');

async function seenByApi(mock: Parameters<typeof callApi>[0], id: string) {
  const { body } = await callApi(mock, `/v1/gradings/${id}`);
  return { grade: body.user_card_grade, updatedAt: body.grading.updated_at };
}

describe('a grading with a duration', () => {
  it('is submitted, then in progress, then completed, each at its instant on the clock', async () => {
    const mock = await startMock();
    const { gradings, clock } = mock;
    await clock.freeze(NOON);
    const { id, state, userCardId } = await gradings.start({ delay: 600_000, grade: 9.5 });
    expect(state).toBe('submitted');
    expect((await seenByApi(mock, id)).grade).toBeNull();
    expect((await clock.advance(599_999)).map(({ at, kind }) => ({ at, kind }))).toEqual([
      { at: '2026-12-01T12:02:00.000Z', kind: 'grading_moved' },
    ]);
    expect((await gradings.get(id)).state).toBe('in_progress');
    expect((await seenByApi(mock, id)).grade).toBeNull();
    expect(await clock.advance(1)).toMatchObject([{ at: '2026-12-01T12:10:00.000Z', state: 'completed' }]);
    const { grade, updatedAt } = await seenByApi(mock, id);
    expect(grade.full_overall_grade).toBe(9.5);
    expect(updatedAt).toBe('2026-12-01T12:10:00.000Z');
    const card = await callApi(mock, `/v1/cards/${userCardId}`);
    expect(card.body.user_card).toMatchObject({
      grade: '9.5',
      grader: 'chck',
      updated_at: '2026-12-01T12:10:00.000Z',
    });
    expect(card.body.gradings[0]).toBe(id);
  });

  it('moves on by itself while the clock runs', async () => {
    const mock = await startMock();
    const receiver = await startReceiver(200);
    const { gradings } = await mock.triggers.fire({ outcome: 'success', delay: 30, to: receiver.url });
    expect(gradings[0]?.state).toBe('submitted');
    await receiver.until(1);
    expect((await mock.gradings.get(gradings[0]?.id ?? '')).state).toBe('completed');
  });
});

describe('a failed grading', () => {
  it('stays listed without a grade, leaves its card as it was, and notifies the failure targets', async () => {
    const mock = await startMock();
    const receiver = await startReceiver(200);
    await mock.targets.create({ outcome: 'failure', url: receiver.url });
    const { id, userCardId } = await mock.gradings.start({ outcome: 'failure', delay: 0 });
    const [webhook] = await receiver.until(1);
    expect(webhook?.body).toBe(`{"grading_session_id":"${id}","outcome":"failure"}`);
    expect((await seenByApi(mock, id)).grade).toBeNull();
    expect((await callApi(mock, '/v1/gradings?limit=1')).body.gradings[0].id).toBe(id);
    expect((await callApi(mock, `/v1/cards/${userCardId}`)).body.user_card.grade).toBeNull();
  });
});

describe('a two-image grading', () => {
  it('has centering alone, slab links, no damage report, and leaves its card raw', async () => {
    const mock = await startMock();
    const { id, userCardId } = await mock.gradings.start({ capture: 'two-image', delay: 0 });
    const { grade } = await seenByApi(mock, id);
    expect(grade).toMatchObject({
      ...{ corners_overall_grade: null, edges_overall_grade: null, surface_overall_grade: null },
      ...{ full_overall_grade: null, damage_report_front_url: null, damage_report_back_url: null },
    });
    expect(grade.centering_overall_grade).toBeGreaterThanOrEqual(1);
    expect(grade.slab_front_url).toMatch(/^http/);
    expect((await callApi(mock, `/v1/cards/${userCardId}`)).body.user_card.grade).toBeNull();
  });
});

describe('the grading pipeline', () => {
  it('grades the chosen card', async () => {
    const mock = await startMock();
    const { body } = await callApi(mock, '/v1/cards?limit=1&graded=raw');
    const userCardId = body.cards[0].user_card_id;
    expect((await mock.gradings.start({ card: userCardId, delay: 0 })).userCardId).toBe(userCardId);
  });

  it('gives the same gradings, cards and grades for the same seed', async () => {
    const run = async () => {
      const mock = await startMock({ seed: 5 });
      await mock.clock.freeze(NOON);
      return mock.gradings.startMany({ delay: 0, count: 3 });
    };
    expect(await run()).toEqual(await run());
  });

  it.each([
    [{ grade: 11 }, 'invalid_argument'],
    [{ grade: 8.3 }, 'invalid_argument'],
    [{ grade: 8, capture: 'two-image' as const }, 'invalid_argument'],
    [{ card: 1 }, 'not_found'],
    [{ outcome: 'failure' as const, grade: 8 }, 'invalid_argument'],
  ])('refuses %j and writes nothing', async (input, code) => {
    const mock = await startMock();
    const before = await callApi(mock, '/v1/gradings?limit=1');
    await expect(mock.gradings.start({ delay: 0, ...input })).rejects.toMatchObject({
      code,
    });
    expect((await callApi(mock, '/v1/gradings?limit=1')).body).toEqual(before.body);
  });

  it('ends a grading once only', async () => {
    const mock = await startMock();
    const { id } = await mock.gradings.start();
    expect((await mock.gradings.complete(id, { grade: 7 })).grades?.full).toBe(7);
    await expect(mock.gradings.complete(id)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('an account made at run time', () => {
  it('has data and webhooks of its own, which no other account sees', async () => {
    const mock = await startMock();
    const one = await mock.accounts.create({ cards: 3, gradings: 2 });
    const other = await mock.accounts.create({ cards: 3, gradings: 2 });
    const [mine, theirs] = [
      (await callApi(mock, '/v1/cards', { token: one.token })).body.cards,
      (await callApi(mock, '/v1/cards', { token: other.token })).body.cards,
    ];
    expect([mine.length, theirs.length]).toEqual([5, 5]);
    const ids = new Set(mine.map((card: { user_card_id: number }) => card.user_card_id));
    expect(theirs.filter((card: { user_card_id: number }) => ids.has(card.user_card_id))).toEqual([]);
    const receiver = await startReceiver(200);
    await mock.targets.create({ account: other.account.id, url: receiver.url });
    const fired = await mock.triggers.fire({ account: one.account.id, outcome: 'success' });
    expect(fired.deliveries).toEqual([]);
  });

  it('gets 403 when it is not to be usable', async () => {
    const mock = await startMock();
    const { token } = await mock.accounts.create({ usable: false });
    expect((await callApi(mock, '/v1/account', { token })).status).toBe(403);
  });
});
