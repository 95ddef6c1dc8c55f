import { createMock, type Mock, type MockOptions } from '../mock.js';
import type { Snapshot } from '../services/snapshots.js';

/**
 * For vitest's `test.extend({ mock: mockFixture({ seed: 7 }) })`: each test that uses `mock` gets a mock of its own,
 * which is closed after the test. Default rate limit: `off`.
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

/** The hooks of a test runner: Jest's, vitest's, or `node:test`'s, which calls them `before`, `after` and `beforeEach`. */
export interface Hooks {
  beforeAll: Hook;
  afterAll: Hook;
  beforeEach: Hook;
}

/**
 * For Jest and any runner with such hooks: one mock for a file, restored to its first state before every test. Returns a
 * function that returns the mock, since the mock exists only after the hooks have run; before, it throws
 * MockNotStartedError.
 */
export function useMock({ beforeAll, afterAll, beforeEach }: Hooks, options: MockOptions = {}): () => Mock {
  let running: { mock: Mock; snapshot: Snapshot } | undefined;
  beforeAll(async () => {
    const mock = await createMock({ rateLimit: 'off', ...options });
    running = { mock, snapshot: await mock.snapshot() };
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

/** The mock was used outside tests and hooks. */
export class MockNotStartedError extends Error {
  readonly code = 'mock_not_started';

  constructor() {
    super('The mock starts in beforeAll: use it inside a test or a hook, not while the file is loaded.');
    this.name = 'MockNotStartedError';
  }
}
