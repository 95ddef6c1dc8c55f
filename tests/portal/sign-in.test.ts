import { describe, expect, it } from 'vitest';
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

  it('ends every sign-in at a reset', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    await mock.reset();
    expect((await visitor.get('/dashboard/api-keys')).status).toBe(303);
  });

  it('asks for the admin token when the mock is reachable from other machines', async () => {
    const mock = await startMock({ host: '0.0.0.0', adminToken: 'open sesame' });
    const visitor = new PortalVisitor(mock);
    expect((await visitor.get('/dashboard/sign-in')).html).toContain('type="password"');
    expect((await visitor.post('/dashboard/sign-in', { account: '1' })).status).toBe(401);
    expect((await visitor.post('/dashboard/sign-in', { account: '1', token: 'sesame' })).status).toBe(401);
    expect((await visitor.get('/dashboard/api-keys')).status).toBe(303);
    const { status } = await visitor.post('/dashboard/sign-in', { account: '1', token: 'open sesame' });
    expect(status).toBe(303);
    expect((await visitor.get('/dashboard/api-keys')).status).toBe(200);
  });
});
