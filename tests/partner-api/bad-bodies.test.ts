import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { expectDocumented, expectNoInternals } from '../support/expect-documented.js';
import { rawRequest, sendRaw } from '../support/raw-request.js';
import { sharedMock } from '../support/shared-mock.js';
import { callApi, type Received } from '../support/start-mock.js';

const mock = sharedMock();
const valid = { outcome: 'success', url: 'https://partner.example/hook' };

afterEach(async () => {
  expect((await callApi(mock(), '/health')).status).toBe(200);
  expect((await callApi(mock(), '/v1/webhook-targets')).body).toEqual({ webhook_targets: [] });
});

function post(body: string | Buffer, headers: Record<string, string> = {}): Promise<Received> {
  return callApi(mock(), '/v1/webhook-targets', {
    method: 'POST',
    body: new Uint8Array(Buffer.from(body)),
    headers: { 'content-type': 'application/json', ...headers },
  });
}

describe('invalid body fields', () => {
  it.each([
    ['a number', 1],
    ['null', null],
    ['a list', ['success']],
    ['an object', { toString: 1 }],
    ['empty text', ''],
    ['another word', 'completed'],
    ['another letter case', 'Success'],
    ['text with NUL', 'success\0'],
    ['a playing card', '🃏'],
    ['100,000 characters', 'x'.repeat(100_000)],
  ])('are refused: outcome is %s', async (_case, outcome) => {
    const received = await post(JSON.stringify({ ...valid, outcome }));
    expectRefused(received, ['outcome']);
  });

  it.each([
    ['a number', 1],
    ['null', null],
    ['a list', [valid.url]],
    ['an object', { href: valid.url }],
    ['empty text', ''],
    ['a path', '/hook'],
    ['no scheme', '//partner.example/hook'],
    ['a host alone', 'partner.example'],
    ['another scheme', 'ftp://partner.example/hook'],
    ['a script', 'javascript:alert(1)'],
    ['a file', 'file:///etc/passwd'],
    ['no host', 'https://'],
    ['a port that is none', 'https://partner.example:99999/'],
    ['a blank', 'https://partner.example/a b'],
    ['a line break', 'https://partner.example/\r\nHost: evil.example'],
    ['NUL', 'https://partner.example/\0'],
    ['a lone surrogate', 'https://partner.example/\ud800'],
    ['100,000 characters', `https://partner.example/${'x'.repeat(100_000)}`],
  ])('are refused: url is %s', async (_case, url) => {
    const received = await post(JSON.stringify({ ...valid, url }));
    expectRefused(received, ['url']);
  });

  it('are named when they are missing', async () => {
    expectRefused(await post('{}'), ['outcome', 'url']);
    expectRefused(await post('{"outcome":"success"}'), ['url']);
    expectRefused(await post(`{"url":"${valid.url}"}`), ['outcome']);
  });

  it('are refused when they are nested deeply', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expectRefused(await post(`{"outcome":${deep},"url":"${valid.url}"}`), ['outcome']);
    const received = await post(deep);
    expect([received.status, received.body.error]).toEqual([400, 'validation_error']);
  });
});

describe('a body that is not an object', () => {
  it.each(['null', '[]', '"text"', '1', 'true', '[{"outcome":"success"}]'])(
    '%s is refused as a whole',
    async (text) => {
      const received = await post(text);
      expect([received.status, received.body.error]).toEqual([400, 'validation_error']);
      expect(received.body.details.formErrors).toEqual([
        expect.stringMatching(/^The body must be a JSON object; got /),
      ]);
      expectDocumented('createWebhookTarget', received);
    },
  );

  it('is refused as a whole when nothing is sent', async () => {
    const received = await callApi(mock(), '/v1/webhook-targets', { method: 'POST' });
    expect([received.status, received.body.error]).toEqual([400, 'validation_error']);
    expectDocumented('createWebhookTarget', received);
  });
});

describe('an unreadable body', () => {
  it.each([
    '{',
    '{"outcome":}',
    "{'outcome':'success'}",
    'outcome=success',
    '{"a":1}{"b":2}',
    '\0',
    '{"outcome":"\n"}',
    'undefined',
    '{"__proto__":{"outcome":"success","url":"https://partner.example/"}}',
    '{"outcome":"success","url":"https://partner.example/","a":{"constructor":{"prototype":1}}}',
  ])('gets 400 in the framework’s shape: %j', async (text) => {
    const received = await post(text);
    expect([received.status, received.body.statusCode, received.body.error]).toEqual([
      400,
      400,
      'Bad Request',
    ]);
    expectDocumented('createWebhookTarget', received);
    expectNoInternals(JSON.stringify(received.body));
  });

  it.each(['gzip', 'br', 'klingon'])(
    'gets 400 with the content encoding %s, and is never decoded',
    async (encoding) => {
      const received = await post(gzipSync(JSON.stringify(valid)), { 'content-encoding': encoding });
      expect(received.status).toBe(400);
      expectDocumented('createWebhookTarget', received);
    },
  );

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/jsonx',
    'json',
    ';',
  ])('gets 415 with the content type %s', async (type) => {
    const received = await post(JSON.stringify(valid), { 'content-type': type });
    expect([received.status, received.body.statusCode, received.body.error]).toEqual([
      415,
      415,
      'Unsupported Media Type',
    ]);
    expectDocumented('createWebhookTarget', received);
  });

  it('gets 415 without a content type', async () => {
    const text = JSON.stringify(valid);
    const untyped = await sendRaw(
      mock(),
      rawRequest(mock(), 'POST /v1/webhook-targets', [`Content-Length: ${text.length}`], text),
    );
    expect(untyped.status).toBe(415);
  });

  it('gets 413 beyond 1 MiB, with and without a content length', async () => {
    const text = JSON.stringify({ ...valid, padding: 'x'.repeat(1_048_576) });
    const received = await post(text);
    expect([received.status, received.body.error]).toEqual([413, 'Payload Too Large']);
    expectDocumented('createWebhookTarget', received);
    const chunk = `${(1_100_000).toString(16)}\r\n${' '.repeat(1_100_000)}\r\n0\r\n\r\n`;
    const headers = ['Content-Type: application/json', 'Transfer-Encoding: chunked'];
    const chunked = await sendRaw(mock(), rawRequest(mock(), 'POST /v1/webhook-targets', headers, chunk));
    expect(chunked.status).toBe(413);
  });

  it('is refused for its key before it is read', async () => {
    const request = { method: 'POST', body: '{', headers: { 'content-type': 'text/plain' } };
    const received = await callApi(mock(), '/v1/webhook-targets', { ...request, token: 'shbx_unknown' });
    expect([received.status, received.body]).toEqual([401, { error: 'invalid_credentials' }]);
  });
});

function expectRefused(received: Received, fields: readonly string[]): void {
  expect([received.status, received.body.error]).toEqual([400, 'validation_error']);
  expect(Object.keys(received.body.details.fieldErrors).sort()).toEqual([...fields].sort());
  for (const messages of Object.values<string[]>(received.body.details.fieldErrors)) {
    expect(messages).toEqual([expect.stringMatching(/must be/)]);
    expect(messages.join('').length).toBeLessThan(500);
  }
  expectDocumented('createWebhookTarget', received);
  expectNoInternals(JSON.stringify(received.body));
}
