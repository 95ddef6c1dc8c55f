import { describe, expect, it } from 'vitest';
import { operations } from '../../src/contract/operations.js';
import { validateResponse } from '../../src/contract/response-validator.js';
import { headerRecord } from '../support/header-record.js';
import { callApi, startMock } from '../support/start-mock.js';

const secured = [...operations().values()].filter((operation) => operation.secured);
const validTarget = { outcome: 'success', url: 'https://partner.example/hooks' };

/** A request that the operation finds valid. */
function validRequest(id: string, method: string, path: string) {
  const gradingId = 'b7c0a0de-7d0f-4f5e-9a77-2f3f0a4c1d10';
  const target = id === 'getGrading' ? path.replace('{id}', gradingId) : path.replace(/\{\w+\}/, '1');
  return {
    path: target,
    init: { method: method.toUpperCase(), ...(method === 'post' && { json: validTarget }) },
  };
}

describe('Prefer', () => {
  it.each(secured)(
    'code= returns every status of $id as documented',
    async ({ id, method, path, responses }) => {
      const mock = await startMock({ rateLimit: 600, world: 'empty' });
      const { token } = await mock.keys.create({ account: 1, name: 'caller' });
      const request = validRequest(id, method, path);
      for (const response of responses) {
        const code = Number(response.status.replace('5XX', '504'));
        const headers = { prefer: `code=${code}` };
        const received = await callApi(mock, request.path, { ...request.init, token, headers });
        expect(received.status).toBe(code);
        expect(received.headers.get('preference-applied')).toBe(`code=${code}`);
        expect(received.headers.get('vary')).toBe('Origin, Prefer');
        const body = code === 204 ? undefined : received.body;
        const sent = { status: code, headers: headerRecord(received.headers), body };
        expect(validateResponse(id, sent, 'strict')).toEqual([]);
      }
    },
  );

  it('example=two_image returns this example of the success', async () => {
    const mock = await startMock();
    const { path } = validRequest('getGrading', 'get', '/v1/gradings/{id}');
    const { status, headers, body } = await callApi(mock, path, { headers: { prefer: 'example=two_image' } });
    expect(status).toBe(200);
    expect(body.user_card_grade.full_overall_grade).toBeNull();
    expect(headers.get('preference-applied')).toBe('example=two_image');
  });

  it('code and example return this example of the status', async () => {
    const mock = await startMock();
    const headers = { prefer: 'code=401, example="missing_credentials"', origin: 'https://partner.example' };
    const received = await callApi(mock, '/v1/account', { headers });
    expect([received.status, received.body]).toEqual([401, { error: 'missing_credentials' }]);
    expect(received.headers.get('www-authenticate')).toBe('Bearer realm="shoebox", error="invalid_request"');
    expect(received.headers.get('vary')).toBe('Origin, Prefer');
  });

  it.each(secured.filter(({ responses }) => responses[0]?.content))(
    'dynamic=true of $id returns a body that the strict schema admits',
    async ({ id, method, path }) => {
      const mock = await startMock({ rateLimit: 600, world: 'empty' });
      const { token } = await mock.keys.create({ account: 1, name: 'caller' });
      const request = validRequest(id, method, path);
      for (let index = 0; index < 25; index += 1) {
        const headers = { prefer: 'dynamic=true' };
        const received = await callApi(mock, `${request.path}?index=${index}`, {
          ...request.init,
          token,
          headers,
        });
        const { status, body } = received;
        const sent = { status, headers: headerRecord(received.headers), body };
        expect(validateResponse(id, sent, 'strict')).toEqual([]);
      }
    },
  );

  it('dynamic=true returns the same for the same request, and something else for another', async () => {
    const mock = await startMock();
    const generated = async (path: string) =>
      (await callApi(mock, path, { headers: { prefer: 'dynamic=true' } })).body;
    const first = await generated('/v1/cards');
    expect(await generated('/v1/cards')).toEqual(first);
    expect(await generated('/v1/cards?limit=3')).not.toEqual(first);
  });

  it('also works by query parameters, and the header wins', async () => {
    const mock = await startMock();
    const viaQuery = await callApi(mock, '/v1/account?__code=403&__example=key_not_usable');
    expect([viaQuery.status, viaQuery.body]).toEqual([403, { error: 'key_not_usable' }]);
    expect(viaQuery.headers.get('preference-applied')).toBe('code=403, example=key_not_usable');
    const both = await callApi(mock, '/v1/account?__code=403', { headers: { prefer: 'code=500' } });
    expect(both.status).toBe(500);
    expect((await callApi(mock, '/v1/cards?__dynamic=true')).headers.get('preference-applied')).toBe(
      'dynamic=true',
    );
  });

  it.each([
    [
      'code=418',
      'Prefer: getGrading has no documented response with code 418; it must be one of: 200, 400, 401, 403, 404, 429, 500, 5XX.',
    ],
    ['code=teapot', 'Prefer: code must be a status of three digits such as 404; it is "teapot".'],
    ['code', 'Prefer: code must be a status of three digits such as 404; it is "".'],
    ['code=999', 'Prefer: code must be a status of three digits such as 404; it is "999".'],
    [
      'example=nothing',
      'Prefer: getGrading has no example "nothing" with code 200; it must be one of: full, two_image, in_progress, failed.',
    ],
    [
      'code=404, example=full',
      'Prefer: getGrading has no example "full" with code 404; it must be one of: not_found, unknown_route.',
    ],
    [
      'example=toString',
      'Prefer: getGrading has no example "toString" with code 200; it must be one of: full, two_image, in_progress, failed.',
    ],
    ['example=', 'Prefer: example must be the name of an example of the document; it is empty.'],
    ['dynamic=maybe', 'Prefer: dynamic must be true or false; it is "maybe".'],
    [
      'example=full, dynamic=true',
      'Prefer: example and dynamic=true exclude each other: an example is not generated.',
    ],
  ])('%s returns 400 with the valid values', async (prefer, sentence) => {
    const mock = await startMock();
    const { path } = validRequest('getGrading', 'get', '/v1/gradings/{id}');
    const { status, headers, body } = await callApi(mock, path, { headers: { prefer } });
    const details = { fieldErrors: {}, formErrors: [sentence] };
    expect([status, body]).toEqual([400, { error: 'validation_error', details }]);
    expect(headers.get('preference-applied')).toBeNull();
  });

  it('says that a response without a body has no examples', async () => {
    const mock = await startMock();
    const init = { method: 'DELETE', headers: { prefer: 'example=full' } };
    const { status, body } = await callApi(mock, '/v1/webhook-targets/1', init);
    expect([status, body.details.formErrors]).toEqual([
      400,
      ['Prefer: deleteWebhookTarget has no example "full" with code 204; that response has no body.'],
    ]);
  });

  it.each(['respond-async, wait=10', 'return=minimal; foo="a, code=404"', 'dynamic=false', ';;,=,"'])(
    'leaves %s to others',
    async (prefer) => {
      const mock = await startMock();
      const { status, headers, body } = await callApi(mock, '/v1/account', { headers: { prefer } });
      expect([status, body.email]).toEqual([200, 'dev@partner.example']);
      expect(headers.get('preference-applied')).toBeNull();
    },
  );

  it('uses the first of two equal preferences, in any letter case and with parameters', async () => {
    const mock = await startMock();
    const { status } = await callApi(mock, '/v1/account', {
      headers: { prefer: 'CODE = 403; why=test, code=500' },
    });
    expect(status).toBe(403);
  });

  it('applies after authentication and validation, and before the operation', async () => {
    const mock = await startMock();
    const headers = { prefer: 'code=201' };
    expect(
      (await callApi(mock, '/v1/account', { token: null, headers: { prefer: 'code=200' } })).status,
    ).toBe(401);
    const invalid = await callApi(mock, '/v1/webhook-targets', { method: 'POST', json: {}, headers });
    expect(invalid.status).toBe(400);
    const made = await callApi(mock, '/v1/webhook-targets', { method: 'POST', json: validTarget, headers });
    expect(made.status).toBe(201);
    expect((await callApi(mock, '/v1/webhook-targets')).body).toEqual({ webhook_targets: [] });
  });

  it('is ignored outside /v1', async () => {
    const mock = await startMock();
    expect((await callApi(mock, '/health', { headers: { prefer: 'code=500' } })).status).toBe(200);
  });
});
