import { createMock } from '@chck/partner-kit';
import { expect, test } from 'vitest';

test('a completed grading has a grade', async () => {
  const mock = await createMock();
  try {
    const { id } = await mock.gradings.start({ grade: 9.5, delay: 0 });
    const headers = { authorization: `Bearer ${mock.token}` };
    const response = await fetch(`${mock.url}/v1/gradings/${id}`, { headers });
    expect(await response.json()).toMatchObject({ user_card_grade: { full_overall_grade: 9.5 } });
  } finally {
    await mock.close();
  }
});
