import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { operations } from '../../src/contract/operations.js';
import { expectNoInternals } from '../support/expect-documented.js';
import { rawRequest, sendRaw } from '../support/raw-request.js';
import { sharedMock } from '../support/shared-mock.js';
import { callApi } from '../support/start-mock.js';

const errors: unknown[] = [];
const mock = sharedMock({ onError: (error) => errors.push(error) });

afterEach(async () => {
  expect((await callApi(mock(), '/health')).status).toBe(200);
  expect(errors).toEqual([]);
});

describe('wrong methods', () => {
  const paths = [...new Set([...operations().values()].map(({ path }) => path))];

  it.each(paths)('%s returns the framework’s 404 for every other method', async (path) => {
    const offered = [...operations().values()]
      .filter((other) => other.path === path)
      .map(({ method }) => method.toUpperCase());
    const url = path.replace('{id}', '1').replace('{user_card_id}', '1');
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'QUERY', 'TRACE'].filter(
      (name) => !offered.includes(name),
    )) {
      const { status, text } = await sendRaw(mock(), rawRequest(mock(), `${method} ${url}`));
      if (method === 'QUERY' && status === 400) continue; // Node 20 does not know this method yet.
      expect([method, status, JSON.parse(text)]).toEqual([
        method,
        404,
        { statusCode: 404, error: 'Not Found', message: `Route ${method}:${url} not found` },
      ]);
    }
  });

  it('returns 400 for an unknown HTTP method', async () => {
    const { status, text } = await sendRaw(mock(), rawRequest(mock(), 'BREW /v1/account'));
    expect([status, JSON.parse(text)]).toEqual([
      400,
      { statusCode: 400, error: 'Bad Request', message: 'Client Error' },
    ]);
  });
});

describe('wrong paths', () => {
  it.each([
    '/v1/../etc/passwd',
    '/v1/gradings/../../../etc/passwd',
    '/v1/%2e%2e/%2e%2e/etc/passwd',
    '/v1//account',
    '/v1/account/',
    '/v1/account;x=1',
    '/v1/account%00',
    '/v1/account%20',
    '/v1/cards/1/images',
    '/v1',
    '/v1/',
    '/v1/constructor',
    '/v1/__proto__',
  ])('%s is an unknown route', async (path) => {
    const { status, text } = await sendRaw(
      mock(),
      rawRequest(mock(), `GET ${Buffer.from(path).toString('latin1')}`),
    );
    expect([status, JSON.parse(text).error]).toEqual([404, 'Not Found']);
    expectNoInternals(text);
  });

  it.each(['/etc/passwd', '/../../etc/passwd', '/V1/account', '/Health', '/health/', '//health', '*'])(
    '%s is an unknown route, also without a key',
    async (path) => {
      const { status, text } = await sendRaw(
        mock(),
        rawRequest(mock(), `GET ${path}`, ['Authorization: none']),
      );
      expect([status, JSON.parse(text).error]).toEqual([404, 'Not Found']);
    },
  );

  it.each(['/v1/%', '/v1/%zz', '/v1/gradings/%E0%A4%A', '/v1/cards/%ff', '/%c0%ae%c0%ae/etc/passwd'])(
    '%s cannot be decoded and is 400',
    async (path) => {
      const { status, text } = await sendRaw(mock(), rawRequest(mock(), `GET ${path}`));
      expect(status).toBe(400);
      expect(['validation_error', 'Bad Request']).toContain(JSON.parse(text).error);
      expectNoInternals(text);
    },
  );

  it('uses the path of an absolute request target', async () => {
    const { status } = await sendRaw(mock(), rawRequest(mock(), 'GET http://elsewhere.example/v1/account'));
    expect(status).toBe(200);
  });
});

describe('wrong headers', () => {
  it('uses the first of two Authorization headers', async () => {
    const [own, none] = [`Authorization: Bearer ${mock().token}`, 'Authorization: Bearer shbx_unknown'];
    expect((await sendRaw(mock(), rawRequest(mock(), 'GET /v1/account', [own, none]))).status).toBe(200);
    expect((await sendRaw(mock(), rawRequest(mock(), 'GET /v1/account', [none, own]))).status).toBe(401);
  });

  it.each([
    ['two lengths', ['Content-Type: application/json', 'Content-Length: 2', 'Content-Length: 3'], '{}'],
    [
      'a length and chunks',
      ['Content-Type: application/json', 'Content-Length: 2', 'Transfer-Encoding: chunked'],
      '0\r\n\r\n',
    ],
    ['a length that is none', ['Content-Type: application/json', 'Content-Length: two'], '{}'],
    ['a negative length', ['Content-Type: application/json', 'Content-Length: -1'], '{}'],
    [
      'a chunk that is none',
      ['Content-Type: application/json', 'Transfer-Encoding: chunked'],
      'zz\r\n{}\r\n0\r\n\r\n',
    ],
    ['a header without a colon', ['no colon here'], ''],
    ['a header name with a blank', ['bad name: x'], ''],
    ['NUL in a header', ['X-Test: a\0b'], ''],
    ['a folded header', ['X-Test: a\r\n b'], ''],
  ])('returns 400 for %s', async (_case, headers, body) => {
    const { status, text } = await sendRaw(
      mock(),
      rawRequest(mock(), 'POST /v1/webhook-targets', headers, body),
    );
    expect(status).toBe(400);
    expectNoInternals(text);
  });

  it('returns 431 for oversized headers', async () => {
    const { status, text } = await sendRaw(
      mock(),
      rawRequest(mock(), 'GET /v1/account', [`X-Test: ${'x'.repeat(40_000)}`]),
    );
    expect([status, JSON.parse(text).statusCode]).toEqual([431, 431]);
  });

  it('returns 400 for what is not HTTP', async () => {
    expect((await sendRaw(mock(), 'hello\r\n\r\n')).status).toBe(400);
    expect((await sendRaw(mock(), Buffer.from([22, 3, 1, 0, 200, 1, 0, 0, 196, 3, 3]))).status).toBe(400);
    expect((await sendRaw(mock(), 'GET /health HTTP/1.1\r\n\r\n')).status).toBe(400);
  });

  it.each([
    'Origin',
    'Access-Control-Request-Headers',
    'X-Request-Id',
    'Prefer',
    'Host',
    'Accept',
    'Cookie',
    'Content-Type',
    'User-Agent',
  ])('accepts any bytes in %s', async (name) => {
    for (const value of [
      '',
      '\x7f',
      '\x80\xff',
      '\t',
      'null',
      '<script>',
      '"',
      'a'.repeat(5000),
      '\xe2\x80\xae',
      '%0d%0aX-Bad: 1',
      ',,;==',
    ]) {
      for (const line of [
        'GET /v1/gradings?limit=1',
        'GET /v1/cards?limit=1',
        'OPTIONS /v1/cards',
        'GET /nowhere',
        'GET /images/x',
      ]) {
        const { status, text } = await sendRaw(mock(), rawRequest(mock(), line, [`${name}: ${value}`]));
        expect([line, value.slice(0, 20), status < 500]).toEqual([line, value.slice(0, 20), true]);
        expectNoInternals(text);
      }
    }
  });

  it('ignores the body of a GET and reads that of a DELETE, as Fastify does', async () => {
    const headers = ['Content-Type: application/json', 'Content-Length: 1'];
    expect((await sendRaw(mock(), rawRequest(mock(), 'GET /v1/account', headers, '{'))).status).toBe(200);
    expect(
      (await sendRaw(mock(), rawRequest(mock(), 'DELETE /v1/webhook-targets/99', headers, '{'))).status,
    ).toBe(400);
  });
});

describe('misbehaving clients', () => {
  it('does not affect other clients by a connection that ends in the middle of a body', async () => {
    await new Promise<void>((resolve) => {
      const head = `POST /v1/webhook-targets HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${mock().token}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"outcome"`;
      const socket = connect(mock().port, '127.0.0.1', () =>
        socket.write(head, () => socket.resetAndDestroy()),
      );
      socket.on('close', () => resolve());
      socket.on('error', () => undefined);
    });
  });

  it('responds to pipelined requests in order', async () => {
    const head = `Host: x\r\nAuthorization: Bearer ${mock().token}\r\n`;
    const { answers, text } = await sendRaw(
      mock(),
      `GET /health HTTP/1.1\r\n${head}\r\nGET /v1/gradings/x HTTP/1.1\r\n${head}\r\nGET /v1/account HTTP/1.1\r\n${head}Connection: close\r\n\r\n`,
    );
    expect(answers).toBe(3);
    expect(text.indexOf('"status":"ok"')).toBeLessThan(text.indexOf('validation_error'));
    expect(text.indexOf('validation_error')).toBeLessThan(text.indexOf('"email"'));
  });
});
