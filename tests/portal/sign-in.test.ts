import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMock } from '../../src/mock.js';
import { PortalVisitor, signedIn } from '../support/portal-visitor.js';
import { startMock } from '../support/start-mock.js';

describe('signing in', () => {
  it('leads from / to the dashboard, and from there to the sign-in', async () => {
    const visitor = new PortalVisitor(await startMock());
    const root = await visitor.get('/');
    expect([root.status, root.headers.get('location')]).toEqual([302, '/dashboard']);
    const dashboard = await visitor.get('/dashboard');
    expect([dashboard.status, dashboard.headers.get('location')]).toEqual([303, '/dashboard/sign-in']);
  });

  it('offers every account of the world and asks for no password on loopback', async () => {
    const visitor = new PortalVisitor(await startMock());
    const { html } = await visitor.get('/dashboard/sign-in');
    for (const email of ['dev@partner.example', 'second@partner.example', 'member@partner.example']) {
      expect(html).toContain(email);
    }
    expect(html).not.toContain('type="password"');
  });

  it('keeps the sign-in in a cookie that scripts and other sites do not get', async () => {
    const visitor = new PortalVisitor(await startMock());
    const { status, headers } = await visitor.post('/dashboard/sign-in', { account: '1' });
    expect([status, headers.get('location')]).toEqual([303, '/dashboard']);
    expect(headers.get('set-cookie')).toMatch(
      /^chck_portal_\d+=[\w-]{43}; Path=\/dashboard; HttpOnly; SameSite=Strict$/,
    );
    expect((await visitor.get('/dashboard/api-keys')).html).toContain('dev@partner.example');
  });

  it('goes on to the page that was asked for, and nowhere else', async () => {
    const visitor = new PortalVisitor(await startMock());
    const asked = await visitor.get('/dashboard/cards?graded=raw');
    const signIn = asked.headers.get('location') ?? '';
    expect((await visitor.get(signIn)).html).toContain('value="/dashboard/cards?graded=raw"');
    const elsewhere = { account: '1', next: 'https://evil.example/dashboard' };
    const { headers } = await visitor.post('/dashboard/sign-in', elsewhere);
    expect(headers.get('location')).toBe('/dashboard');
  });

  it('refuses an account that does not exist', async () => {
    const visitor = new PortalVisitor(await startMock());
    expect((await visitor.post('/dashboard/sign-in', { account: '999' })).status).toBe(400);
    expect((await visitor.get('/dashboard')).status).toBe(303);
  });

  it('ends the sign-in at sign-out, on the server too', async () => {
    const visitor = await signedIn(await startMock());
    const { cookie } = visitor;
    expect((await visitor.post('/dashboard/sign-out')).headers.get('set-cookie')).toContain('Max-Age=0');
    visitor.cookie = cookie;
    expect((await visitor.get('/dashboard/api-keys')).status).toBe(303);
  });

  it('survives a reset of the same world, and ends when the account is another one', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    const { account } = await mock.accounts.create({ email: 'new@partner.example' });
    const other = await signedIn(mock, account.id);
    await mock.reset();
    expect((await visitor.get('/dashboard/api-keys')).status).toBe(200);
    await mock.accounts.create({ email: 'another@partner.example' });
    expect((await other.get('/dashboard/api-keys')).status).toBe(303);
  });

  it('survives a restart with the same data', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chck-sign-in-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const data = join(folder, 'mock.db');
    const before = await createMock({ data });
    const visitor = await signedIn(before);
    const { port } = before;
    await before.close();
    await startMock({ data, port });
    expect((await visitor.get('/dashboard/api-keys')).status).toBe(200);
  });

  it('shows a form that was sent without it, filled in, and does nothing before it is sent again', async () => {
    const mock = await startMock();
    const visitor = new PortalVisitor(mock);
    const refused = await visitor.post('/dashboard/webhooks/targets', { url: 'http://127.0.0.1:9/mine' });
    expect(refused.status).toBe(401);
    const draft = (name: string) =>
      new RegExp(`name="draft-${name}" value="([^"]*)"`).exec(refused.html)?.[1]?.replaceAll('&amp;', '&') ??
      '';
    const { html } = await visitor.postAndFollow('/dashboard/sign-in', {
      account: '1',
      'draft-action': draft('action'),
      'draft-body': draft('body'),
    });
    expect(html).toContain('value="http://127.0.0.1:9/mine"');
    expect(html).toContain('You were signed out, so the form was not sent.');
    expect(await mock.targets.list()).toEqual([]);
  });

  it('asks for the admin token when the mock is reachable from other machines', async () => {
    const mock = await startMock({ host: '0.0.0.0', adminToken: 'open sesame open sesame' });
    const visitor = new PortalVisitor(mock);
    const before = await visitor.get('/dashboard/sign-in');
    expect(before.html).toContain('type="password"');
    expect(before.html).not.toContain('@partner.example');
    expect((await visitor.post('/dashboard/sign-in', { account: '1' })).status).toBe(401);
    expect((await visitor.post('/dashboard/sign-in', { account: '1', token: 'sesame' })).status).toBe(401);
    expect((await visitor.get('/dashboard/api-keys')).status).toBe(303);
    const { status } = await visitor.post('/dashboard/sign-in', {
      account: '1',
      token: 'open sesame open sesame',
    });
    expect(status).toBe(303);
    expect((await visitor.get('/dashboard/api-keys')).status).toBe(200);
  });

  it('lists the accounts after the admin token was given', async () => {
    const mock = await startMock({ host: '0.0.0.0', adminToken: 'open sesame open sesame' });
    const visitor = new PortalVisitor(mock);
    const { status, html } = await visitor.post('/dashboard/sign-in', { token: 'open sesame open sesame' });
    expect(status).toBe(200);
    expect(html).toContain('dev@partner.example');
    expect((await visitor.post('/dashboard/sign-in', { account: '2' })).status).toBe(303);
  });
});
