import { describe, expect, it } from 'vitest';
import { signedIn } from '../support/portal-visitor.js';
import { callApi, startMock } from '../support/start-mock.js';

const TOKEN = /shbx_[\w-]{64}/;

describe('the API keys page', () => {
  it('shows the token of a new key once, and it works', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    const { status, html, headers } = await visitor.post('/dashboard/api-keys', { name: 'Nightly' });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    const [token = ''] = TOKEN.exec(html) ?? [];
    expect(html).toContain(`Authorization: Bearer ${token}`);
    expect((await callApi(mock, '/v1/account', { token })).status).toBe(200);
    for (const path of ['/dashboard', '/dashboard/api-keys', '/dashboard/traffic']) {
      expect((await visitor.get(path)).html).not.toMatch(TOKEN);
    }
  });

  it('creates one key when the same form arrives twice, and shows the same token', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    const before = (await mock.keys.list({ account: 1 })).length;
    const form = { name: 'Nightly', submission: 'one' };
    const [first, second] = await Promise.all([
      visitor.post('/dashboard/api-keys', form),
      visitor.post('/dashboard/api-keys', form),
    ]);
    expect(TOKEN.exec(first.html)?.[0]).toBe(TOKEN.exec(second.html)?.[0]);
    expect(await mock.keys.list({ account: 1 })).toHaveLength(before + 1);
  });

  it('refuses a name without characters, says so at the field and keeps what was typed', async () => {
    const visitor = await signedIn(await startMock());
    const { status, html } = await visitor.post('/dashboard/api-keys', { name: 'x'.repeat(101) });
    expect(status).toBe(400);
    expect(html).toContain('Name must have 1 to 100 characters after trimming; this one has 101.');
    expect(html).toContain(`value="${'x'.repeat(101)}"`);
  });

  it('lists active keys by prefix, name and last use, and revoked ones apart', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    const active = await visitor.get('/dashboard/api-keys');
    expect(active.html).toContain('Nightly sync');
    expect(active.html).not.toContain('Old laptop');
    const revoked = await visitor.get('/dashboard/api-keys?tab=revoked');
    expect(revoked.html).toContain('Old laptop');
    expect(revoked.html).not.toContain('Nightly sync');
  });

  it('asks before it revokes, naming the key; the key is refused from then on', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    const { key, token } = await mock.keys.create({ account: 1, name: 'Doomed' });
    const asked = await visitor.get(`/dashboard/api-keys/${key.id}/revoke`);
    expect(asked.html).toMatch(/<dialog open[^>]*>.*Doomed/s);
    expect((await callApi(mock, '/v1/account', { token })).status).toBe(200);
    const { html } = await visitor.postAndFollow(`/dashboard/api-keys/${key.id}/revoke`);
    expect(html).toContain('is revoked');
    const refused = await callApi(mock, '/v1/account', { token });
    expect([refused.status, refused.body]).toEqual([401, { error: 'invalid_credentials' }]);
  });

  it('says when a key was last used', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    const { key, token } = await mock.keys.create({ name: 'Used' });
    await callApi(mock, '/v1/account', { token });
    await expect.poll(async () => (await mock.keys.get(key.id)).lastUsedAt).not.toBeNull();
    const { html } = await visitor.get('/dashboard/api-keys');
    expect(html).toMatch(
      /data-label="Last used"><time datetime="[^"]*" title="[^"]*" data-relative="true">just now</,
    );
  });

  it("neither shows nor revokes another account's keys", async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock, 2);
    const { key, token } = await mock.keys.create({ account: 1, name: 'Not yours' });
    expect((await visitor.get('/dashboard/api-keys')).html).not.toContain('Not yours');
    expect((await visitor.post(`/dashboard/api-keys/${key.id}/revoke`)).status).toBe(404);
    expect((await callApi(mock, '/v1/account', { token })).status).toBe(200);
  });
});
