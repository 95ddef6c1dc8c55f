import { describe, expect, it } from 'vitest';
import { callControl } from '../support/call-control.js';
import { callApi, startMock } from '../support/start-mock.js';

describe('a card', () => {
  it('gets another grade and value, which the Partner API then shows', async () => {
    const mock = await startMock();
    const { body } = await callApi(mock, '/v1/cards?limit=1&graded=raw');
    const id = body.cards[0].user_card_id;
    await mock.clock.freeze('2026-12-01T12:00:00.000Z');
    await mock.cards.edit(id, { grade: 9.5, shoeboxValue: 2_147_483_647 });
    const { user_card, card } = (await callApi(mock, `/v1/cards/${id}`)).body;
    expect(user_card).toMatchObject({ grade: '9.5', grader: 'chck', updated_at: '2026-12-01T12:00:00.000Z' });
    expect(card.shoebox_value).toBe(2_147_483_647);
    expect((await callApi(mock, '/v1/cards?limit=1&graded=graded&sort=added')).status).toBe(200);
  });

  it('becomes raw and worth nothing over /_mock', async () => {
    const mock = await startMock();
    const { body } = await callApi(mock, '/v1/cards?limit=1&graded=graded');
    const id = body.cards[0].user_card_id;
    const edit = { grade: null, shoeboxValue: null };
    expect((await callControl(mock, 'PATCH', `/cards/${id}`, edit)).body).toMatchObject({
      id,
      ...edit,
      grader: null,
    });
    expect((await callControl(mock, 'GET', `/cards/${id}`)).body.grade).toBeNull();
    const { user_card, card } = (await callApi(mock, `/v1/cards/${id}`)).body;
    expect([user_card.grade, user_card.grader, card.shoebox_value]).toEqual([null, null, null]);
  });

  it.each([
    [{ grade: 8.3 }, 'grade'],
    [{ grade: 11 }, 'grade'],
    [{ shoeboxValue: -1 }, 'shoeboxValue'],
  ])('refuses %j', async (edit, field) => {
    const mock = await startMock();
    const { body } = await callApi(mock, '/v1/cards?limit=1');
    const refusal = mock.cards.edit(body.cards[0].user_card_id, edit);
    await expect(refusal).rejects.toMatchObject({ code: 'invalid_argument', field });
    await expect(mock.cards.edit(1, {})).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a completed grading', () => {
  it('gets other grades, null among them, over /_mock', async () => {
    const mock = await startMock();
    const { id } = await mock.gradings.start({ delay: 0, grade: 8 });
    const edited = await callControl(mock, 'PATCH', `/gradings/${id}`, { corners: 9.5, full: null });
    expect(edited.body.grades).toMatchObject({ corners: 9.5, full: null });
    const { body } = await callApi(mock, `/v1/gradings/${id}`);
    expect(body.user_card_grade).toMatchObject({ corners_overall_grade: 9.5, full_overall_grade: null });
  });

  it('refuses what is no grade, and a grading in progress has none to edit', async () => {
    const mock = await startMock();
    const { id } = await mock.gradings.start({ delay: 0 });
    await expect(mock.gradings.edit(id, { edges: 8.3 })).rejects.toMatchObject({ field: 'edges' });
    const open = await mock.gradings.start();
    await expect(mock.gradings.edit(open.id, { edges: 8 })).rejects.toMatchObject({ code: 'conflict' });
  });
});
