import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Mock } from '../../src/mock.js';
import { PortalVisitor, signedIn } from '../support/portal-visitor.js';
import { callApi, startMock } from '../support/start-mock.js';

const paths = [
  ...[
    '',
    '/api-keys',
    '/api-keys?tab=revoked',
    '/api-keys/1/revoke',
    '/cards',
    '/cards/7000001',
    '/gradings',
  ],
  ...['/gradings/new', '/webhooks', '/webhooks/deliveries/1', '/traffic', '/traffic/1', '/simulator'],
  ...['/simulator/reset', '/events', '/pictures/cards/7000001/front.png', '/nowhere'],
].map((path) => `/dashboard${path}`);

const posts = [
  ...[
    '/api-keys',
    '/api-keys/1/revoke',
    '/gradings',
    '/webhooks/targets',
    '/webhooks/fire',
    '/traffic/clear',
  ],
  ...['/simulator/clock/advance', '/simulator/clock/freeze', '/simulator/faults', '/simulator/reset'],
].map((path) => `/dashboard${path}`);

/** Sends headers that fetch would not, such as `Host`. */
function statusOf(
  mock: Mock,
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(mock.url + path, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    request.end();
  });
}

describe('without a sign-in', () => {
  it('no page and no part of one is shown', async () => {
    const visitor = new PortalVisitor(await startMock());
    for (const path of paths) {
      const page = await visitor.get(path);
      expect([path, page.status, page.html]).toEqual([path, 303, '']);
      const part = await visitor.get(path, { 'hx-request': 'true' });
      expect([path, part.status, part.html]).toEqual([path, 401, 'Sign in first.']);
    }
  });

  it('nothing can be done', async () => {
    const mock = await startMock();
    const visitor = new PortalVisitor(mock);
    const keys = await mock.keys.list({ account: 1 });
    for (const path of posts) expect([path, (await visitor.post(path)).status]).toEqual([path, 401]);
    expect(await mock.keys.list({ account: 1 })).toEqual(keys);
    expect(mock.clock.read().frozen).toBe(false);
  });

  it('a made-up sign-in opens nothing', async () => {
    const mock = await startMock();
    const visitor = new PortalVisitor(mock);
    visitor.cookie = `chck_portal_${mock.port}=${'A'.repeat(43)}`;
    expect((await visitor.get('/dashboard/api-keys')).status).toBe(303);
  });
});

describe('requests from elsewhere', () => {
  it.each(['/', '/dashboard', '/dashboard/api-keys', '/docs', '/openapi.json'])(
    '%s is refused to a foreign Host and to a foreign Origin',
    async (path) => {
      const mock = await startMock();
      const { cookie } = await signedIn(mock);
      expect(await statusOf(mock, path, { cookie, host: 'evil.example' })).toBe(403);
      expect(await statusOf(mock, path, { cookie, origin: 'https://evil.example' })).toBe(403);
      expect(await statusOf(mock, path, { cookie, origin: 'null' })).toBe(403);
      expect(await statusOf(mock, path, { cookie, 'sec-fetch-site': 'cross-site' })).toBe(403);
    },
  );

  it('a form of another port of this machine is refused', async () => {
    const mock = await startMock();
    const { cookie } = await signedIn(mock);
    const headers = { cookie, origin: 'http://localhost:3000' };
    expect(await statusOf(mock, '/dashboard/simulator/clock/freeze', headers, 'POST')).toBe(403);
    expect(mock.clock.read().frozen).toBe(false);
  });

  it('a link on another site that a person follows leads to the sign-in', async () => {
    const mock = await startMock();
    const headers = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    expect(await statusOf(mock, '/dashboard', headers)).toBe(303);
  });
});

describe('every page', () => {
  it('has a policy that allows no inline script and no other host, and has neither in it', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    await callApi(mock, '/v1/cards?limit=x');
    for (const path of [...paths.filter((one) => !/events|pictures/.test(one)), '/docs', '/docs/listCards']) {
      const { html, headers } = await visitor.get(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(html).not.toMatch(/<script(?![^>]* src=)[^>]*>|<style|\sstyle=|\son\w+=|javascript:/i);
      expect(html).not.toMatch(/(src|href)="(https?:)?\/\/(?!127\.0\.0\.1)/);
    }
  });

  it('is smaller than 100 KB', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    await mock.targets.create({ url: 'http://127.0.0.1:9/hook' });
    await mock.triggers.fire({ outcome: 'success', count: 60 });
    for (let count = 0; count < 120; count += 1) await callApi(mock, '/v1/cards?limit=2&sort=colour');
    const [{ id = '' } = {}] = (await mock.deliveries.list({ limit: 1 })).map((one) => ({
      id: one.gradingId,
    }));
    const long = ['/dashboard/traffic', '/dashboard/webhooks', `/dashboard/gradings/${id}`];
    const reference = [
      '/docs',
      '/docs/listCards',
      '/docs/getGrading',
      '/docs/getCard',
      '/docs/createWebhookTarget',
    ];
    for (const path of [...paths.filter((one) => !/events|pictures/.test(one)), ...long, ...reference]) {
      const { html } = await visitor.get(path);
      expect([path, Buffer.byteLength(html) < 100_000]).toEqual([path, true]);
    }
  });

  it('escapes whatever it shows', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    const nasty = `<script>alert(1)</script>"'&\u202e<img src=x onerror=alert(2)>🎴`;
    const names = [
      nasty,
      `${nasty}${'x'.repeat(100 - [...nasty].length)}`,
      '\u2067\u202e"',
      "'); DROP TABLE cards;--",
    ];
    for (const name of names) await mock.keys.create({ account: 1, name });
    await mock.accounts.create({ name: nasty, email: '"<b>"@evil.example' });
    await mock.targets.create({ url: 'http://127.0.0.1:9/?"><script>alert(3)</script>' });
    await mock.triggers.fire({ outcome: 'success' });
    await callApi(mock, `/v1/cards?q=<script>alert(4)</script>&limit="><img>`, {
      headers: { 'user-agent': '<script>alert(5)</script>', 'x-request-id': 'a"><script>' },
    });
    const all = [...paths.filter((one) => !/events|pictures/.test(one)), '/dashboard/sign-in'];
    const search = '/dashboard/cards?q=%22%3E%3Cscript%3Ealert(6)%3C/script%3E';
    for (const path of [...all, search, '/dashboard/%3Cscript%3E', '/docs/%3Cscript%3E']) {
      const { html } = await visitor.get(path);
      expect([path, html.match(/<script>|<img src=x|<b>"@/)]).toEqual([path, null]);
    }
    const { html } = await visitor.get('/dashboard/api-keys');
    expect(html).toContain('&lt;script>alert(1)&lt;/script>&quot;');
  });

  it('shows no token and no hash, wherever a caller put one', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    const { token } = await mock.keys.create({ account: 1, name: 'Secret' });
    await callApi(mock, `/v1/cards?q=${token}`, {
      token,
      headers: { cookie: `a=${token}`, 'x-api-key': 'hush' },
    });
    await callApi(mock, `/v1/webhook-targets`, {
      token,
      method: 'POST',
      json: { outcome: 'success', url: `http://127.0.0.1:9/?${token}` },
    });
    await mock.triggers.fire({ outcome: 'success' });
    const secret = token.slice(12);
    for (const path of [...paths.filter((one) => !/events|pictures/.test(one)), '/dashboard/traffic/2']) {
      const { html } = await visitor.get(path);
      expect([
        path,
        html.includes(secret),
        html.includes('hush'),
        /[0-9a-f]{64}/.test(html.replace(/X-Amz-Signature=\w+/g, '')),
      ]).toEqual([path, false, false, false]);
    }
  });
});
