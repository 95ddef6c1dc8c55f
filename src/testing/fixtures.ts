import { createMock, type Mock, type MockOptions } from '../mock.js';

/**
 * For vitest's `test.extend({ mock: mockFixture({ seed: 7 }) })`: each test that asks for `mock` gets one of its own,
 * which ends with the test. Requests are not limited unless the options say so.
 */
export function mockFixture(options: MockOptions = {}) {
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures this one needs
  return async ({}, use: (mock: Mock) => Promise<void>): Promise<void> => {
    const mock = await createMock({ rateLimit: 'off', ...options });
    try {
      await use(mock);
    } finally {
      await mock.close();
    }
  };
}

type Hook = (work: () => Promise<void>) => unknown;

/** The hooks of a test runner: Jest's, vitest's, or `node:test`'s, whose `before` and `after` go by other names. */
export interface Hooks {
  beforeAll: Hook;
  afterAll: Hook;
  beforeEach: Hook;
}

/**
 * For Jest and any runner with such hooks: one mock for a file, brought back to its first state before every test.
 * Gives a function for the mock, since it is there only once the hooks have run; it throws MockNotStartedError before.
 */
export function useMock({ beforeAll, afterAll, beforeEach }: Hooks, options: MockOptions = {}): () => Mock {
  let running: { mock: Mock; snapshot: string } | undefined;
  beforeAll(async () => {
    const mock = await createMock({ rateLimit: 'off', ...options });
    running = { mock, snapshot: (await mock.snapshot()).id };
  });
  beforeEach(async () => {
    await running?.mock.restore(running.snapshot);
  });
  afterAll(async () => {
    await running?.mock.close();
    running = undefined;
  });
  return () => {
    if (running === undefined) throw new MockNotStartedError();
    return running.mock;
  };
}

/** The mock was asked for outside tests and hooks. */
export class MockNotStartedError extends Error {
  readonly code = 'mock_not_started';

  constructor() {
    super(
      'The mock starts in beforeAll: ask for it inside a test or a hook, not while the file is being read.',
    );
    this.name = 'MockNotStartedError';
  }
}
