import { describe, expect, it } from 'vitest';
import type { Mock } from '../../src/mock.js';
import type { TriggerInput } from '../../src/services/triggers.js';
import { sharedMock } from '../support/shared-mock.js';

const mock = sharedMock();

describe('a trigger refuses', () => {
  it.each<[string, (mock: Mock) => Promise<TriggerInput>, string, RegExp]>([
    [
      'a grade of a failure',
      async () => ({ outcome: 'failure', grade: 8.5 }),
      'grade',
      /^grade 8\.5 contradicts outcome failure/,
    ],
    [
      'a target that is registered for the other outcome',
      async ({ targets }) => {
        const { id } = await targets.create({ url: 'http://127.0.0.1:9/' });
        return { outcome: 'failure', target: id };
      },
      'target',
      /^target \d+ is registered for outcome success, which contradicts outcome failure/,
    ],
    [
      'an address beside a target',
      async ({ targets }) => {
        const { id } = await targets.create({ url: 'http://127.0.0.1:9/' });
        return { outcome: 'success', target: id, to: 'http://127.0.0.1:9/' };
      },
      'to',
      /^to contradicts target/,
    ],
    [
      'a count beside an existing grading',
      async ({ gradings }) => ({ outcome: 'success', grading: (await gradings.start()).id, count: 2 }),
      'count',
      /^count is for new gradings and contradicts grading/,
    ],
    [
      'a grade beside a grading that has ended',
      async ({ gradings }) => {
        const { id } = await gradings.start({ delay: 0 });
        return { outcome: 'success', grading: id, grade: 9 };
      },
      'grade',
      /^grade is for a grading in progress; the grading .* has ended already/,
    ],
  ])('%s', async (_what, input, field, message) => {
    await expect(mock().trigger(await input(mock()))).rejects.toMatchObject({
      code: 'invalid_argument',
      field,
      message: expect.stringMatching(message),
    });
  });

  it('an outcome other than that of a grading that has ended', async () => {
    const { id } = await mock().gradings.start({ delay: 0 });
    await expect(mock().trigger({ outcome: 'failure', grading: id })).rejects.toMatchObject({
      code: 'conflict',
      message: `The grading ${id} is completed, which contradicts outcome failure.`,
    });
  });
});

describe('the end of a grading refuses', () => {
  it('a grade of a failure', async () => {
    const { id } = await mock().gradings.start();
    await expect(mock().gradings.complete(id, { outcome: 'failure', grade: 9 })).rejects.toMatchObject({
      field: 'grade',
      message: 'grade 9 contradicts outcome failure: a failed grading has no grade.',
    });
  });

  it('a grade of a grading that was started as a failure', async () => {
    const { id } = await mock().gradings.start({ outcome: 'failure' });
    await expect(mock().gradings.complete(id, { grade: 9 })).rejects.toMatchObject({ field: 'grade' });
    expect((await mock().gradings.complete(id, { outcome: 'success', grade: 9 })).grades?.full).toBe(9);
  });
});

it('a grading with a delay that is completed early ends now', async () => {
  const { id } = await mock().gradings.start({ delay: '1h' });
  const { updatedAt } = await mock().gradings.complete(id);
  expect(updatedAt <= mock().clock.now()).toBe(true);
});
