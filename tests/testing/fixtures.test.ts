import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { MockNotStartedError, mockFixture, useMock } from '../../src/testing/index.js';

const withMock = test.extend({ mock: mockFixture({ seed: 7 }) });

withMock('a vitest fixture gives a running mock', async ({ mock }) => {
  const { grades } = await mock.gradings.start({ outcome: 'success', grade: 8.5, capture: 'full', delay: 0 });
  expect(grades?.full).toBe(8.5);
  expect(mock.world.current.seed).toBe(7);
});

describe('a mock in hooks', () => {
  const mock = useMock({ beforeAll, afterAll, beforeEach });

  it.each(['first', 'second'])('is in its first state in the %s test', async (name) => {
    expect(await mock().keys.list()).toHaveLength(3);
    await mock().keys.create({ name });
  });

  it('is not there before the hooks have run', () => {
    const early = useMock({ beforeAll: () => {}, afterAll: () => {}, beforeEach: () => {} });
    expect(early).toThrow(MockNotStartedError);
  });
});
