import { expect, it } from 'vitest';
import { callApi, startMock } from '../support/start-mock.js';

/** Matches no path, and counts how often it was tried. */
class CountingPattern extends RegExp {
  tried = 0;

  constructor() {
    super('^nothing$');
  }

  override [Symbol.search](text: string): number {
    this.tried += 1;
    return super[Symbol.search](text);
  }
}

it('examines each call once, however many calls the journal holds', async () => {
  const mock = await startMock();
  for (let call = 0; call < 20; call += 1) await callApi(mock, '/v1/account');
  const path = new CountingPattern();
  const stop = new AbortController();
  const wait = mock.requests.waitFor({ path }, { signal: stop.signal });

  for (let call = 0; call < 30; call += 1) await callApi(mock, '/v1/account');
  await callApi(mock, '/health');
  stop.abort();

  await expect(wait).rejects.toThrow();
  expect(path.tried).toBe(51);
});

it('neither looks nor makes entries for calls of another kind', async () => {
  const mock = await startMock();
  const path = new CountingPattern();
  const stop = new AbortController();
  const waits = Array.from({ length: 100 }, () =>
    mock.requests.waitFor({ operation: 'getAccount', path }, { signal: stop.signal }).catch(() => 'ended'),
  );

  for (let call = 0; call < 30; call += 1) await callApi(mock, '/v1/gradings');
  expect(path.tried).toBe(0);
  await callApi(mock, '/v1/account');
  await callApi(mock, '/health');
  stop.abort();

  expect(new Set(await Promise.all(waits))).toEqual(new Set(['ended']));
  expect(path.tried).toBe(100);
});

it('does not count a call that was cleared while it waited', async () => {
  const mock = await startMock();
  await callApi(mock, '/v1/account');
  const wait = mock.requests.waitFor({ operation: 'getAccount' }, { count: 2 });

  await mock.requests.clear();
  await callApi(mock, '/v1/account');
  await callApi(mock, '/v1/account');

  expect(await wait).toHaveLength(2);
  expect(await mock.requests.list({ operation: 'getAccount' })).toHaveLength(2);
});
