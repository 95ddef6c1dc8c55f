import { describe, expect, it } from 'vitest';
import { explain } from '../../src/diagnosis/explain.js';
import { callApi, startMock } from '../support/start-mock.js';

const origin = 'http://localhost:4000';
const bearer = 'curl -H "Authorization: Bearer $CHCK_TOKEN"';

describe('explain', () => {
  it.each([
    ['/v1/account', { token: null }, 'missing_credentials', `${bearer} '${origin}/v1/account'`],
    ['/v1/account', { token: 'shbx_nobody' }, 'invalid_credentials', `${bearer} '${origin}/v1/account'`],
    [
      '/v1/cards?limit=0&graded=raw',
      {},
      'validation_error',
      `${bearer} '${origin}/v1/cards?limit=25&graded=raw'`,
    ],
    ['/v1/cards/none', {}, 'validation_error', `${bearer} '${origin}/v1/cards/1024'`],
    ['/v1/cards/1', {}, 'not_found', `${bearer} '${origin}/v1/cards?limit=5'`],
    ['/v1/grading', {}, '404', `${bearer} '${origin}/v1/gradings'`],
    [
      '/v1/webhook-targets',
      { method: 'POST', json: { outcome: 'failure', url: 'nowhere' } },
      'validation_error',
      `${bearer} -H 'Content-Type: application/json' -d '{"outcome":"failure","url":"https://partner.example/webhooks/chck/success"}' '${origin}/v1/webhook-targets'`,
    ],
    ['/v1/account', { method: 'PUT' }, '404', `${bearer} '${origin}/v1/account'`],
  ] as const)('%s %j is %s and becomes a valid call', async (path, init, rule, curl) => {
    const mock = await startMock();
    await callApi(mock, path, init);
    const entry = (await mock.requests.list()).at(-1);
    const explanation = entry && explain(entry, origin);
    expect([explanation?.rule, explanation?.curl]).toEqual([rule, curl]);
    expect(explanation?.sentence.length).toBeGreaterThan(10);
  });

  it('suggests the call that returns fresh image links for an expired one', async () => {
    const mock = await startMock();
    const { body } = await callApi(mock, '/v1/cards?limit=1');
    const { user_card_id: id, images } = body.cards[0];
    const link = new URL(images.front);
    await mock.clock.advance(301_000);
    await callApi(mock, link.pathname + link.search, { token: null });
    const entry = (await mock.requests.list()).at(-1);
    expect(entry && explain(entry, origin)).toMatchObject({
      section: '§7',
      sentence: 'Request has expired',
      curl: `${bearer} '${origin}/v1/cards/${id}'`,
    });
  });

  it('returns null for a call that was not refused', async () => {
    const mock = await startMock();
    await callApi(mock, '/v1/account');
    const entry = (await mock.requests.list()).at(-1);
    expect(entry && explain(entry, origin)).toBeNull();
  });

  it('quotes what the caller sent for the shell', async () => {
    const mock = await startMock();
    await callApi(mock, "/v1/cards?q='$(reboot)'&limit=x");
    const entry = (await mock.requests.list()).at(-1);
    expect(entry && explain(entry, origin)?.curl).toBe(
      `${bearer} '${origin}/v1/cards?q=%27%24%28reboot%29%27&limit=25'`,
    );
  });
});
