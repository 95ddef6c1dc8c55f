import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { signedIn } from '../support/portal-visitor.js';
import { callApi, startMock } from '../support/start-mock.js';

const callIds = (html: string) => [...html.matchAll(/id="call-(\d+)"/g)].map(([, id]) => Number(id));

describe('the traffic', () => {
  it('is filtered by method, account, fault and text, with a chip for each filter', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    await callApi(mock, '/v1/account');
    await callApi(mock, '/v1/webhook-targets', {
      method: 'POST',
      json: { outcome: 'success', url: 'nowhere' },
    });
    await mock.faults.add({ kind: 'status', status: 503, next: 1 });
    await callApi(mock, '/v1/cards');
    const found = async (query: string) => callIds((await visitor.get(`/dashboard/traffic?${query}`)).html);
    expect(await found('method=POST')).toEqual([2]);
    expect(await found('fault=status')).toEqual([3]);
    expect(await found('q=NOWHERE')).toEqual([2]);
    expect(await found('account=1')).toHaveLength(3);
    expect(await found('account=2')).toEqual([]);
    const { html } = await visitor.get('/dashboard/traffic?method=POST&status=4xx');
    expect(html).toMatch(/href="\/dashboard\/traffic\?status=4xx">method: POST/);
    expect(html).toMatch(/href="\/dashboard\/traffic\?method=POST">status: 4xx/);
  });

  it('goes back to the oldest call, page by page', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    for (let count = 0; count < 120; count += 1) await callApi(mock, '/health', { token: null });
    const seen: number[] = [];
    let path: string | undefined = '/dashboard/traffic';
    while (path !== undefined) {
      const { html } = await visitor.get(path);
      seen.push(...callIds(html));
      path = /href="([^"]*)">Older/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, index) => 120 - index));
  });

  it('groups failures that repeat, and shows each of them on demand', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    for (let count = 0; count < 12; count += 1) await callApi(mock, '/v1/cards?limit=500');
    const { html } = await visitor.get('/dashboard/traffic');
    expect(callIds(html)).toEqual([12]);
    expect(html).toContain('12 times');
    expect(callIds((await visitor.get('/dashboard/traffic?ungrouped=1')).html)).toHaveLength(12);
  });

  it('is exported as HAR, all of it or what the filters match', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    const { token } = await mock.keys.create();
    await callApi(mock, '/v1/cards?limit=1', { token });
    await callApi(mock, '/v1/nowhere', { token });
    const { html, headers } = await visitor.get('/dashboard/traffic.har?status=404');
    expect(headers.get('content-disposition')).toBe('attachment; filename=chck-mock.har');
    const { log } = JSON.parse(html);
    expect(log.entries).toMatchObject([
      { request: { method: 'GET', url: `${mock.url}/v1/nowhere` }, response: { status: 404 } },
    ]);
    const all = (await visitor.get('/dashboard/traffic.har')).html;
    expect(JSON.parse(all).log.entries).toHaveLength(2);
    expect(all).not.toContain(token.slice(12));
  });
});

describe('a replay', () => {
  it('sends a call again with an edit and shows both responses', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    await callApi(mock, '/v1/cards?limit=500');
    const form = { method: 'GET', path: '/v1/cards?limit=1', body: '' };
    const { html } = await visitor.postAndFollow('/dashboard/traffic/1/replay', form);
    expect(html).toContain('Before and after');
    expect((await mock.requests.list()).map(({ status }) => status)).toEqual([400, 200]);
  });

  it('uses a key that ends with the sign-in', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    await callApi(mock, '/v1/account');
    for (let count = 0; count < 2; count += 1) {
      await visitor.post('/dashboard/traffic/1/replay', { method: 'GET', path: '/v1/account' });
    }
    const ofPortal = async () => (await mock.keys.list()).filter(({ name }) => name.startsWith('Portal'));
    expect(await ofPortal()).toMatchObject([{ revokedAt: null }]);
    await visitor.post('/dashboard/sign-out');
    expect(await ofPortal()).toMatchObject([{ revokedAt: expect.any(String) }]);
  });

  it('goes to the Partner API only', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    await callApi(mock, '/v1/account');
    for (const path of ['/_mock/reset', 'http://127.0.0.1:1/', '//evil.example/', '/v1/../_mock/reset']) {
      const { status } = await visitor.post('/dashboard/traffic/1/replay', { method: 'POST', path });
      expect([path, status]).toEqual([path, 400]);
    }
  });
});

describe('the code of a call', () => {
  it('is given for curl, fetch, Python and HTTPie, and sends the call again', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    await callApi(mock, '/v1/webhook-targets', { method: 'POST', json: { outcome: 'success', url: "it's" } });
    const { html } = await visitor.get('/dashboard/traffic/1');
    const code = (name: string) =>
      new RegExp(`<code id="as-${name}">([^<]*)</code>`)
        .exec(html)?.[1]
        ?.replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&')
        .replaceAll('&lt;', '<') ?? '';
    const env = { ...process.env, CHCK_TOKEN: mock.token };
    const run = promisify(execFile);
    for (const [name, program, args] of [
      ['curl', 'sh', ['-c', code('curl')]],
      ['fetch', process.execPath, ['--input-type=module', '-e', code('fetch')]],
    ] as const) {
      const before = (await mock.requests.list()).length;
      await run(program, args, { env });
      const [sent] = (await mock.requests.list()).slice(before);
      expect([name, sent?.requestBody, sent?.status]).toEqual([
        name,
        '{"outcome":"success","url":"it\'s"}',
        400,
      ]);
    }
    expect(code('Python')).toContain('urllib.request');
    expect(code('HTTPie')).toContain(`http POST '${mock.url}/v1/webhook-targets'`);
  });
});
