import { expect, it, vi } from 'vitest';
import { createMock } from '../../src/mock.js';
import { startMock } from '../support/start-mock.js';

const adminToken = 'an-admin-token-of-this-test';

it('refuses a short admin token without printing it', async () => {
  await expect(createMock({ host: '0.0.0.0', adminToken: 'kurz' })).rejects.toThrow(
    /^adminToken must be a text of at least 16 characters, such as the output of `openssl rand -hex 16`\.$/,
  );
});

it('slows wrong admin tokens of one client, stops judging them, and logs without the token', async () => {
  const logged: string[] = [];
  const mock = await startMock({
    host: '0.0.0.0',
    adminToken,
    onError: (error) => logged.push(String(error)),
  });
  const enough = new AbortController();
  const statuses: number[] = [];
  const attempt = async (token: string) => {
    const headers = { authorization: `Bearer ${token}` };
    const { status } = await fetch(`${mock.url}/_mock/world`, { headers, signal: enough.signal });
    statuses.push(status);
  };

  const attempts = Array.from({ length: 25 }, (_, index) => attempt(`wrong-token-${index}`));
  const settled = Promise.allSettled(attempts);
  await vi.waitFor(() => expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(5));
  const answeredAtOnce = statuses.filter((status) => status === 401).length;
  enough.abort();
  await settled;

  expect(answeredAtOnce).toBeGreaterThanOrEqual(5);
  expect(answeredAtOnce).toBeLessThan(9);
  expect(logged[0]).toBe('AdminTokenRefusedError: 1 attempt with a wrong admin token from 127.0.0.1');
  expect(logged.length).toBeLessThan(8);
  expect(logged.join()).not.toContain('wrong-token');
});

it('lets a missing token wait for nothing', async () => {
  const mock = await startMock({ host: '0.0.0.0', adminToken, onError: () => undefined });
  for (let call = 0; call < 20; call += 1) {
    expect((await fetch(`${mock.url}/_mock/world`)).status).toBe(401);
  }
});

it('reads no body before the token, in the portal and in /_mock', async () => {
  const mock = await startMock({ host: '0.0.0.0', adminToken });
  const body = `name=${'x'.repeat(2_000_000)}`;
  for (const [path, type] of [
    ['/dashboard/api-keys', 'application/x-www-form-urlencoded'],
    ['/_mock/reset', 'application/json'],
  ]) {
    // A body that was read would be 400 or 413: it is too long, and no JSON.
    const headers = { 'content-type': type ?? '' };
    const response = await fetch(mock.url + path, { method: 'POST', headers, body });
    expect([path, response.status]).toEqual([path, 401]);
    expect(await response.text()).not.toContain('xxx');
  }
});
