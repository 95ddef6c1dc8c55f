import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMock, type Mock } from '../../src/mock.js';
import { callControl } from '../support/call-control.js';
import { startMock } from '../support/start-mock.js';

type Call = ['GET' | 'POST' | 'DELETE', string, unknown?];

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

describe('the control surface', () => {
  let mock: Mock;
  beforeAll(async () => {
    mock = await createMock();
  });
  afterAll(() => mock.close());

  const call = ([method, path, json]: Call) => callControl(mock, method, path, json);

  it.each<[Call, string, RegExp]>([
    [['POST', '/reset', { seed: 1.5 }], 'seed', /^seed must be integer/],
    [['POST', '/reset', { world: '' }], 'world', /^world must NOT have fewer than 1/],
    [['POST', '/reset', { world: 'nowhere' }], 'world', /nowhere/],
    [['POST', '/reset', { sede: 1 }], 'sede', /^sede is not known here; check its spelling/],
    [['POST', '/reset', []], 'body', /^The request must be object/],
    [['POST', '/accounts', { cards: -1 }], 'cards', /^cards must be >= 0/],
    [['POST', '/accounts', { cards: 100_001 }], 'cards', /^cards must be a whole number from 0 to 100000/],
    [['POST', '/accounts', { gradings: '3' }], 'gradings', /^gradings must be integer/],
    [['POST', '/accounts', { email: 'nobody' }], 'email', /^email must be an address/],
    [['POST', '/accounts', { name: ' ' }], 'name', /^name /],
    [['POST', '/accounts', { usable: 'no' }], 'usable', /^usable must be boolean/],
    [['GET', '/keys?account='], 'account', /^account must NOT have fewer/],
    [['GET', '/keys?who=1'], 'who', /^who is not known here/],
    [['POST', '/keys', {}], 'name', /^name is missing/],
    [['POST', '/keys', { name: 'x'.repeat(101) }], 'name', /^name /],
    [['POST', '/keys', { name: 'CI', account: 0 }], 'account', /^account must be/],
    [['DELETE', '/keys/one'], 'id', /^id must be integer/],
    [['POST', '/gradings', { grade: 8.7 }], 'grade', /8\.7/],
    [['POST', '/gradings', { delay: '5' }], 'delay', /^delay: A duration is/],
    [['POST', '/gradings', { count: 0 }], 'count', /^count must be >= 1/],
    [['POST', '/gradings', { count: 10_001 }], 'count', /^count must be <= 10000/],
    [['POST', '/gradings', { card: 0 }], 'card', /^card must be >= 1/],
    [['POST', '/gradings', { capture: 'three' }], 'capture', /^capture must be one of: full, two-image\./],
    [['POST', '/gradings', { outcome: 'draw' }], 'outcome', /^outcome must be one of: success, failure\./],
    [['POST', '/gradings/x/complete'], 'id', /^id must match format "uuid"/],
    [['POST', `/gradings/${UNKNOWN}/complete`, { grade: '9' }], 'grade', /^grade must be number/],
    [['POST', '/trigger', {}], 'outcome', /^outcome is missing/],
    [['POST', '/trigger'], 'outcome', /^outcome is missing/],
    [['POST', '/trigger', { outcome: 'success', grading: 'x' }], 'grading', /format "uuid"/],
    [['POST', '/trigger', { outcome: 'success', duplicates: 101 }], 'duplicates', /<= 100/],
    [['POST', '/trigger', { outcome: 'success', shuffle: 1 }], 'shuffle', /must be boolean/],
    [['POST', '/trigger', { outcome: 'success', to: 'nowhere' }], 'to', /^to must be an absolute http/],
    [['POST', '/trigger', { outcome: 'success', target: 0 }], 'target', />= 1/],
    [
      ['POST', '/trigger', { outcome: 'success', overrides: { grade: '9' } }],
      'override',
      /applies to nothing/,
    ],
    [['POST', '/trigger', { outcome: 'success', overrides: { outcome: 1 } }], 'overrides.outcome', /string/],
    [['POST', '/trigger', { outcome: 'success', grading: UNKNOWN, count: 2 }], 'count', /new gradings/],
    [['POST', '/trigger', { outcome: 'success', grading: UNKNOWN, delay: '1s' }], 'delay', /new gradings/],
    [['GET', '/targets?outcome=success'], 'outcome', /^outcome is not known here/],
    [['POST', '/targets', { outcome: 'success' }], 'url', /^url is missing/],
    [['POST', '/targets', { outcome: 'success', url: 'ftp://x' }], 'url', /^url must be an absolute http/],
    [['POST', '/targets', { outcome: 'maybe', url: 'http://x' }], 'outcome', /must be one of/],
    [['DELETE', '/targets/0'], 'id', />= 1/],
    [['GET', '/deliveries?limit=0'], 'limit', />= 1/],
    [['GET', '/deliveries?limit=1001'], 'limit', /<= 1000/],
    [['GET', '/deliveries?limit='], 'limit', /must be integer/],
    [['GET', '/deliveries?limit=1&limit=2'], 'limit', /must be integer/],
    [['GET', '/deliveries?before=x'], 'before', /must be integer/],
    [['GET', '/deliveries?target=-1'], 'target', /must be integer/],
    [['GET', '/deliveries?state=lost'], 'state', /must be one of: pending, sending/],
    [['GET', '/deliveries?grading=x'], 'grading', /format "uuid"/],
    [['GET', '/deliveries/x'], 'id', /must be integer/],
    [['POST', '/deliveries/x/resend'], 'id', /must be integer/],
    [['POST', '/deliveries/1/resend', { times: 2 }], 'times', /^times is not known here/],
    [['POST', '/clock/advance', {}], 'by', /^by is missing/],
    [['POST', '/clock/advance', { by: '-5m' }], 'by', /^by: A duration is/],
    [['POST', '/clock/freeze', { at: 'noon' }], 'at', /format "date-time"/],
    [['POST', '/clock/resume', { at: 'noon' }], 'at', /^at is not known here/],
  ])('answers 400 to %j and names the field %s', async (asked, field, message) => {
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
  ])('answers 404 to %j', async (asked) => {
    const { status, body } = await call(asked);
    expect([status, body.error.code]).toEqual([404, 'not_found']);
  });

  it('answers 409 where the state does not allow it', async () => {
    const { body: started } = await call(['POST', '/gradings', { outcome: 'success' }]);
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

  it('answers 400 to JSON that cannot be read, and 415 to what is not sent as JSON', async () => {
    expect(await call(['POST', '/clock/advance', '{"by":'])).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_argument', message: expect.stringContaining('cannot be read') } },
    });
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await callControl(mock, 'POST', '/clock/advance', '{"by":"1m"}', form)).toMatchObject({
      status: 415,
      body: { error: { message: expect.stringContaining('came as application/x-www-form-urlencoded') } },
    });
  });
});

describe('the guard of the control surface', () => {
  it.each([
    [{ origin: 'https://evil.example' }, 'origin_refused'],
    [{ origin: 'null' }, 'origin_refused'],
    [{ 'sec-fetch-site': 'cross-site' }, 'origin_refused'],
    [{ host: 'evil.example' }, 'host_refused'],
    [{ host: 'localhost.evil.example' }, 'host_refused'],
  ])('refuses a request with %j, and does nothing', async (headers, code) => {
    const mock = await startMock();
    const answer = await rawPost(mock, '/_mock/clock/freeze', headers);
    expect(answer).toMatchObject({ status: 403, body: { error: { code } } });
    expect(mock.services.clock.read().frozen).toBe(false);
  });

  it("lets the mock's own pages pass", async () => {
    const mock = await startMock();
    const answer = await rawPost(mock, '/_mock/clock/freeze', { origin: mock.url });
    expect(answer.status).toBe(200);
  });

  it('demands the admin token beyond loopback, readiness apart', async () => {
    const mock = await startMock({ host: '0.0.0.0', adminToken: 'open-sesame' });
    const local = { ...mock, url: `http://127.0.0.1:${mock.port}` };
    for (const authorization of [undefined, 'Bearer wrong', 'Basic b3Blbi1zZXNhbWU=']) {
      const headers = authorization === undefined ? {} : { authorization };
      const { status, body } = await callControl(local, 'GET', '/world', undefined, headers);
      expect([status, body.error.code]).toEqual([401, 'admin_token_required']);
    }
    const headers = { authorization: 'Bearer open-sesame' };
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
