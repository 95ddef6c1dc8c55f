import { describe, expect, it } from 'vitest';
import { signedIn } from '../support/portal-visitor.js';
import { callApi, startMock } from '../support/start-mock.js';

describe("the portal's own requests", () => {
  it('do not appear in the traffic', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    const { body } = await callApi(mock, '/v1/cards?graded=graded&limit=1');
    await mock.requests.clear();
    const card = await visitor.get(`/dashboard/cards/${body.cards[0].user_card_id}`);
    const [picture = ''] = /\/dashboard\/pictures\/[^"]*/.exec(card.html) ?? [];
    for (const path of ['/favicon.ico', '/docs/unknown', '/docs/a/b', picture]) await visitor.get(path);
    const links = [...card.html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href ?? '');
    for (const link of links.filter((href) => /images|pictures/.test(href))) await visitor.get(link);
    expect(await mock.requests.list()).toEqual([]);
  });

  it('are no events of the clock', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    const { body } = await callApi(mock, '/v1/account');
    expect(body.id).toBe(1);
    await visitor.get('/dashboard/cards/7000001');
    expect(await mock.clock.advance('10m')).toEqual([]);
  });
});

describe('a body', () => {
  it('that is deep is not indented, so that the page stays small', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    await callApi(mock, '/v1/webhook-targets', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '['.repeat(4000) + ']'.repeat(4000),
    });
    const sequence = (await mock.requests.list()).at(-1)?.sequence;
    const { html } = await visitor.get(`/dashboard/traffic/${sequence}`);
    expect(html).toContain('[[[[');
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
  });
});
