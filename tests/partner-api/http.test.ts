import { describe, expect, it } from 'vitest';
import { operations } from '../../src/contract/operations.js';
import { expectDocumented } from '../support/expect-documented.js';
import { sharedMock } from '../support/shared-mock.js';
import { callApi, startMock } from '../support/start-mock.js';

const mock = sharedMock();

describe('CORS', () => {
  it.each(['/health', '/v1/account', '/v1/gradings?limit=0', '/v1/nowhere', '/nowhere', '/v1/gradings/%zz'])(
    '%s allows whatever origin asks, without credentials',
    async (path) => {
      for (const origin of ['https://app.partner.example', 'null', 'http://localhost:5173']) {
        const { headers } = await callApi(mock(), path, { headers: { origin } });
        expect(headers.get('access-control-allow-origin')).toBe(origin);
        expect(headers.get('vary')).toContain('Origin');
        expect(headers.get('access-control-allow-credentials')).toBeNull();
      }
      expect((await callApi(mock(), path)).headers.get('access-control-allow-origin')).toBeNull();
    },
  );

  it('returns 204 to a preflight for every operation, without a key and without counting it', async () => {
    const limited = await startMock({ rateLimit: 1 });
    for (const { path, method } of operations().values()) {
      const { status, headers, body } = await callApi(limited, path.replace(/\{\w+\}/, '1'), {
        method: 'OPTIONS',
        token: null,
        headers: {
          origin: 'https://app.partner.example',
          'access-control-request-method': method.toUpperCase(),
          'access-control-request-headers': 'authorization, x-own',
        },
      });
      expect([status, body]).toEqual([204, '']);
      expect(headers.get('access-control-allow-origin')).toBe('https://app.partner.example');
      expect(headers.get('access-control-allow-methods')?.split(', ')).toContain(method.toUpperCase());
      expect(headers.get('access-control-allow-headers')).toBe('authorization, x-own');
      expect(headers.get('x-ratelimit-remaining')).toBeNull();
    }
    expect((await callApi(limited, '/health')).status).toBe(200);
  });
});

describe('HEAD', () => {
  it.each([
    '/health',
    '/v1/account',
    '/v1/gradings',
    '/v1/cards?limit=3',
    '/v1/webhook-targets',
    '/v1/gradings?limit=0',
    '/v1/cards/0',
    '/v1/cards/999999',
  ])('returns what GET %s returns, without the body', async (path) => {
    const get = await callApi(mock(), path);
    const head = await callApi(mock(), path, { method: 'HEAD' });
    expect([head.status, head.body]).toEqual([get.status, '']);
    expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(0);
  });

  it('needs a key when GET does', async () => {
    const { status } = await fetch(`${mock().url}/v1/account`, { method: 'HEAD' });
    expect(status).toBe(401);
  });
});

describe('request ids', () => {
  it('are in every response, and differ', async () => {
    const ids = new Set<string | null>();
    for (const path of [
      '/health',
      '/v1/account',
      '/v1/nowhere',
      '/nowhere',
      '/v1/gradings/x',
      '/v1/gradings/%zz',
    ]) {
      ids.add((await callApi(mock(), path)).headers.get('x-request-id'));
    }
    expect(ids.size).toBe(6);
    expect([...ids].every((id) => id !== null && /^[0-9a-f-]{36}$/.test(id))).toBe(true);
  });

  it('are the caller’s own when it sends a valid one', async () => {
    const own = await callApi(mock(), '/health', { headers: { 'x-request-id': 'run-42/step:3' } });
    expect(own.headers.get('x-request-id')).toBe('run-42/step:3');
    expect((await mock().requests.get('run-42/step:3')).operationId).toBe('getHealth');
    for (const strange of ['a b', '<script>', 'x'.repeat(129)]) {
      const { headers } = await callApi(mock(), '/health', { headers: { 'x-request-id': strange } });
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});

describe('an error of the mock itself', () => {
  it('gets the framework’s 500 without details, and is passed to onError', async () => {
    const errors: unknown[] = [];
    const broken = await startMock({ rateLimit: 1000, onError: (error) => errors.push(error) });
    const failure = new Error('disk on fire');
    broken.targets.listForUser = async () => {
      throw failure;
    };
    const received = await callApi(broken, '/v1/webhook-targets');
    expect([received.status, received.body]).toEqual([
      500,
      {
        statusCode: 500,
        error: 'Internal Server Error',
        message: 'Something went wrong inside the mock; its log has the details',
      },
    ]);
    expectDocumented('listWebhookTargets', received);
    expect(errors).toEqual([failure]);
    expect((await callApi(broken, '/v1/account')).status).toBe(200);
  });
});
