import { expect, it } from 'vitest';
import { sharedMock } from '../support/shared-mock.js';
import { callApi } from '../support/start-mock.js';

const mock = sharedMock();

it('sends every grading in detail as JSON.stringify would write it', async () => {
  const { gradings } = (await callApi(mock(), '/v1/gradings?limit=100')).body;
  const kinds = new Set<string>();
  for (const { id } of gradings) {
    const response = await fetch(`${mock().url}/v1/gradings/${id}`, {
      headers: { authorization: `Bearer ${mock().token}` },
    });
    const text = await response.text();
    const body = JSON.parse(text);
    expect(text).toBe(JSON.stringify(body));
    const grade = body.user_card_grade;
    kinds.add(grade === null ? 'open' : grade.full_overall_grade === null ? 'two-image' : 'full');
  }
  expect(kinds).toEqual(new Set(['open', 'two-image', 'full']));
});
