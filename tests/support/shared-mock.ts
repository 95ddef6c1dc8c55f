import { afterAll, beforeAll } from 'vitest';
import { createMock, type Mock, type MockOptions } from '../../src/mock.js';

/** One mock, its rate limit out of reach, for all tests of a file that only read from it; call the result inside a test. */
export function sharedMock(options: MockOptions = {}): () => Mock {
  let mock: Mock | undefined;
  beforeAll(async () => {
    mock = await createMock({ rateLimit: 1_000_000, ...options });
  });
  afterAll(async () => {
    await mock?.close();
  });
  return () => {
    if (mock === undefined) throw new TypeError('The shared mock exists only while tests run');
    return mock;
  };
}

/** Moves the mock's clock ahead. */
export async function advance(mock: Mock, seconds: number): Promise<void> {
  await mock.clock.advance(seconds * 1000);
}
