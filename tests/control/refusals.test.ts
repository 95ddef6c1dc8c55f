import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMock, type Mock } from '../../src/mock.js';
import { callControl } from '../support/call-control.js';
import { startMock } from '../support/start-mock.js';

type Call = ['GET' | 'POST' | 'PATCH' | 'DELETE', string, unknown?];

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

describe('a request to /_mock', () => {
  let mock: Mock;
  beforeAll(async () => {
    mock = await createMock();
  });
  afterAll(() => mock.close());

  const call = ([method, path, json]: Call) => callControl(mock, method, path, json);

  it.each<[Call, string, RegExp]>([
    [
      ['POST', '/reset', { seed: 1.5 }],
      'seed',
      /^seed must be an integer from -9007199254740991 to 9007199254740991; got 1\.5\.$/,
    ],
    [['POST', '/reset', { world: '' }], 'world', /^world must be non-empty text; got ""\.$/],
    [['POST', '/reset', { world: 'nowhere' }], 'world', /nowhere/],
    [['POST', '/reset', { sede: 1 }], 'sede', /^sede is not known here\. Did you mean "seed"\?$/],
    [['POST', '/reset', []], 'body', /^The body must be a JSON object; got \[\]\.$/],
    [['POST', '/accounts', { cards: -1 }], 'cards', /^cards must be an integer of at least 0; got -1/],
    [['POST', '/accounts', { cards: 100_001 }], 'cards', /^cards must be a whole number from 0 to 100000/],
    [
      ['POST', '/accounts', { gradings: '3' }],
      'gradings',
      /^gradings must be an integer of at least 0; got "3"/,
    ],
    [['POST', '/accounts', { email: 'nobody' }], 'email', /^email must be an address/],
    [['POST', '/accounts', { name: ' ' }], 'name', /^name /],
    [['POST', '/accounts', { usable: 'no' }], 'usable', /^usable must be true or false; got "no"/],
    [['GET', '/keys?account='], 'account', /^account must be non-empty text; got ""/],
    [['GET', '/keys?who=1'], 'who', /^who is not known here\. Known: account\.$/],
    [['POST', '/keys', { name: 'x'.repeat(101) }], 'name', /^name /],
    [
      ['POST', '/keys', { name: 'CI', account: 0 }],
      'account',
      /^account must be non-empty text or a positive integer; got 0/,
    ],
    [['DELETE', '/keys/one'], 'id', /^id must be a positive integer; got "one"/],
    [['POST', '/gradings', { grade: 8.7 }], 'grade', /8\.7/],
    [['POST', '/gradings', { delay: '5' }], 'delay', /^delay must be a duration/],
    [['POST', '/gradings', { count: 0 }], 'count', /^count must be an integer from 1 to 10000; got 0/],
    [
      ['POST', '/gradings', { count: 10_001 }],
      'count',
      /^count must be an integer from 1 to 10000; got 10001/,
    ],
    [['POST', '/gradings', { card: 0 }], 'card', /^card must be a positive integer; got 0/],
    [
      ['POST', '/gradings', { capture: 'three' }],
      'capture',
      /^capture must be one of "full", "two-image"; got "three"/,
    ],
    [
      ['POST', '/gradings', { outcome: 'draw' }],
      'outcome',
      /^outcome must be one of "success", "failure"; got "draw"/,
    ],
    [['POST', '/gradings/x/complete'], 'id', /^id must be a UUID; got "x"/],
    [['POST', `/gradings/${UNKNOWN}/complete`, { grade: '9' }], 'grade', /^grade must be a number; got "9"/],
    [['POST', '/trigger', {}], 'outcome', /^outcome must be one of .*; got nothing/],
    [['POST', '/trigger'], 'outcome', /got nothing/],
    [['POST', '/trigger', { outcome: 'success', grading: 'x' }], 'grading', /must be a UUID/],
    [['POST', '/trigger', { outcome: 'success', duplicates: 101 }], 'duplicates', /from 0 to 100; got 101/],
    [['POST', '/trigger', { outcome: 'success', shuffle: 1 }], 'shuffle', /must be true or false/],
    [['POST', '/trigger', { outcome: 'success', to: 'nowhere' }], 'to', /^to must be an absolute http/],
    [['POST', '/trigger', { outcome: 'success', target: 0 }], 'target', /a positive integer; got 0/],
    [
      ['POST', '/trigger', { outcome: 'success', overrides: { grade: '9' } }],
      'overrides',
      /has no field grade to override/,
    ],
    [
      ['POST', '/trigger', { outcome: 'success', overrides: { outcome: 1 } }],
      'overrides.outcome',
      /^overrides\.outcome must be text; got 1\.$/,
    ],
    [['POST', '/trigger', { outcome: 'success', grading: UNKNOWN, count: 2 }], 'count', /new gradings/],
    [['POST', '/trigger', { outcome: 'success', grading: UNKNOWN, delay: '1s' }], 'delay', /new gradings/],
    [['GET', '/targets?outcome=success'], 'outcome', /^outcome is not known here/],
    [['POST', '/targets', { outcome: 'success' }], 'url', /^url must be text; got nothing/],
    [['POST', '/targets', { outcome: 'success', url: 'ftp://x' }], 'url', /^url must be an absolute http/],
    [['POST', '/targets', { outcome: 'maybe', url: 'http://x' }], 'outcome', /must be one of/],
    [['DELETE', '/targets/0'], 'id', /a positive integer; got "0"/],
    [['GET', '/deliveries?limit=0'], 'limit', /an integer from 1 to 1000; got "0"/],
    [['GET', '/deliveries?limit=1001'], 'limit', /from 1 to 1000; got "1001"/],
    [['GET', '/deliveries?limit='], 'limit', /must be an integer.*got ""/],
    [['GET', '/deliveries?limit=1&limit=2'], 'limit', /sent once; got it 2 times/],
    [['GET', '/deliveries?before=x'], 'before', /must be a positive integer/],
    [['GET', '/deliveries?target=-1'], 'target', /must be a positive integer/],
    [['GET', '/deliveries?state=lost'], 'state', /must be one of "pending", "sending"/],
    [['GET', '/deliveries?grading=x'], 'grading', /must be a UUID/],
    [['GET', '/deliveries/x'], 'id', /must be a positive integer/],
    [['POST', '/deliveries/x/resend'], 'id', /must be a positive integer/],
    [['POST', '/deliveries/1/resend', { times: 2 }], 'times', /^times is not known here/],
    [
      ['POST', '/clock/advance', {}],
      'by',
      /^by must be a duration, in ms or as text such as .*; got nothing\.$/,
    ],
    [['POST', '/clock/advance', { by: true }], 'by', /^by must be a duration.*; got true/],
    [['POST', '/clock/advance', { by: -1 }], 'by', /^by must be/],
    [['POST', '/clock/advance', { by: '-5m' }], 'by', /^by must be a duration/],
    [
      ['POST', '/clock/freeze', { at: 'noon' }],
      'at',
      /^at must be an ISO 8601 date-time with Z or an offset; got "noon"/,
    ],
    [['POST', '/clock/resume', { at: 'noon' }], 'at', /^at is not known here/],
  ])('returns 400 for %j and names the field %s', async (asked, field, message) => {
    expect(await call(asked)).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_argument', field, message: expect.stringMatching(message) } },
    });
  });

  it.each<[Call]>([
    [['GET', '/keys?account=99']],
    [['POST', '/keys', { name: 'CI', account: 'nobody@partner.example' }]],
    [['DELETE', '/keys/99999']],
    [['POST', '/gradings', { card: 1 }]],
    [['POST', '/gradings', { account: 99 }]],
    [['POST', `/gradings/${UNKNOWN}/complete`, {}]],
    [['POST', '/trigger', { outcome: 'success', grading: UNKNOWN }]],
    [['POST', '/trigger', { outcome: 'success', target: 99 }]],
    [['POST', '/trigger', { outcome: 'success', card: 1 }]],
    [['GET', '/targets?account=99']],
    [['DELETE', '/targets/99']],
    [['GET', '/deliveries?account=99']],
    [['GET', '/deliveries/99']],
    [['POST', '/deliveries/99/resend']],
    [['GET', '/nothing']],
    [['DELETE', '/clock']],
  ])('returns 404 for %j', async (asked) => {
    const { status, body } = await call(asked);
    expect([status, body.error.code]).toEqual([404, 'not_found']);
  });

  it('returns 409 when the state does not allow it', async () => {
    const { body: started } = await call(['POST', '/gradings', { outcome: 'success', delay: 0 }]);
    const id = started.gradings[0].id;
    const { body: empty } = await call(['POST', '/accounts', {}]);
    for (const asked of [
      ['POST', '/accounts', { email: 'dev@partner.example' }],
      ['POST', `/gradings/${id}/complete`, {}],
      ['POST', '/trigger', { outcome: 'failure', grading: id }],
      ['POST', '/gradings', { account: empty.account.id }],
    ] satisfies Call[]) {
      const { status, body } = await call(asked);
      expect([status, body.error.code], JSON.stringify(asked)).toEqual([409, 'conflict']);
    }
  });

  it('returns 400 for malformed JSON, and 415 for another content type', async () => {
    expect(await call(['POST', '/clock/advance', '{"by":'])).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_argument', message: expect.stringContaining('cannot be read') } },
    });
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await callControl(mock, 'POST', '/clock/advance', '{"by":"1m"}', form)).toMatchObject({
      status: 415,
      body: { error: { message: expect.stringContaining('is application/x-www-form-urlencoded') } },
    });
  });
});

describe('the guard of /_mock', () => {
  it.each([
    [{ origin: 'https://evil.example' }, 'origin_refused'],
    [{ origin: 'null' }, 'origin_refused'],
    [{ 'sec-fetch-site': 'cross-site' }, 'origin_refused'],
    [{ host: 'evil.example' }, 'host_refused'],
    [{ host: 'localhost.evil.example' }, 'host_refused'],
  ])('refuses a request with %j without effect', async (headers, code) => {
    const mock = await startMock();
    const response = await rawPost(mock, '/_mock/clock/freeze', headers);
    expect(response).toMatchObject({ status: 403, body: { error: { code } } });
    expect(mock.clock.read().frozen).toBe(false);
  });

  it("allows the mock's own pages", async () => {
    const mock = await startMock();
    const response = await rawPost(mock, '/_mock/clock/freeze', { origin: mock.url });
    expect(response.status).toBe(200);
  });

  it('requires the admin token beyond loopback, except for health and readiness', async () => {
    const mock = await startMock({ host: '0.0.0.0', adminToken: 'open-sesame-open-sesame' });
    const local = { ...mock, url: `http://127.0.0.1:${mock.port}` };
    for (const authorization of [undefined, 'Bearer wrong', 'Basic b3Blbi1zZXNhbWU=']) {
      const headers = authorization === undefined ? {} : { authorization };
      const { status, body } = await callControl(local, 'GET', '/world', undefined, headers);
      expect([status, body.error.code]).toEqual([401, 'admin_token_required']);
    }
    const unread = await callControl(local, 'POST', '/reset', '{"world":');
    expect([unread.status, unread.body.error.code]).toEqual([401, 'admin_token_required']);
    const headers = { authorization: 'Bearer open-sesame-open-sesame' };
    expect((await callControl(local, 'GET', '/world', undefined, headers)).status).toBe(200);
    expect((await callControl(local, 'GET', '/health')).status).toBe(200);
    expect((await callControl(local, 'GET', '/ready')).status).toBe(200);
  });
});

/** A POST whose `Host` may be another than the address, which fetch does not allow. */
function rawPost(
  mock: Mock,
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number | undefined; body: unknown }> {
  return new Promise((resolve, reject) => {
    const sent = request(mock.url + path, { method: 'POST', headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on('end', () => resolve({ status: response.statusCode, body: JSON.parse(text) }));
    });
    sent.on('error', reject);
    sent.end();
  });
}
