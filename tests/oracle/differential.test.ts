import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMock, type Mock } from '../../src/mock.js';
import { oracleTokens, startOracle } from './application.js';
import { isKnownDifference } from './known-differences.js';
import { type GeneratedRequest, generatedRequest } from './requests.js';
import { type Seen, seen } from './seen.js';
import { send, type WireRequest } from './send.js';

/** `CHCK_ORACLE_RUNS=20000 npx vitest run tests/oracle` compares more requests. */
const RUNS = Number(process.env.CHCK_ORACLE_RUNS ?? 1500);
const SEED = 20_251_125;

let mock: Mock;
let oracle: Awaited<ReturnType<typeof startOracle>>;

beforeAll(async () => {
  mock = await createMock({ rateLimit: 1_000_000 });
  oracle = await startOracle({ max: 1_000_000 });
});
afterAll(async () => {
  await oracle.close();
  await mock.close();
});

async function both(request: GeneratedRequest): Promise<{ framework: Seen; own: Seen }> {
  const [framework, own] = await Promise.all([
    send(oracle.url, wireRequest(request, oracleTokens.valid)),
    send(mock.url, wireRequest(request, mock.token ?? '')),
  ]);
  return { framework: seen(framework), own: seen(own) };
}

function wireRequest({ credentials, headers, ...request }: GeneratedRequest, token: string): WireRequest {
  if (credentials === 'missing') return { ...request, headers };
  const authorization = `Bearer ${credentials === 'valid' ? token : 'unknown'}`;
  return { ...request, headers: { ...headers, authorization } };
}

describe('the mock', () => {
  it('responds as a Fastify 5 application does, in everything that the framework decides', async () => {
    await fc.assert(
      fc.asyncProperty(generatedRequest, async (request) => {
        const { framework, own } = await both(request);
        if (!isKnownDifference(framework, own)) expect(own).toEqual(framework);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  }, 300_000);

  it('limits requests as @fastify/rate-limit does', async () => {
    const limited = await createMock({ rateLimit: 2 });
    const application = await startOracle({ max: 2 });
    const request = { method: 'GET', path: '/v1/account', headers: {}, body: undefined } as const;
    try {
      for (const status of [401, 401, 429, 429]) {
        const [framework, own] = [await send(application.url, request), await send(limited.url, request)];
        expect([framework.status, own.status]).toEqual([status, status]);
        expect(seen(own)).toEqual(seen(framework));
        expect(own.headers['x-ratelimit-remaining']).toBe(framework.headers['x-ratelimit-remaining']);
        expect(own.headers['retry-after']).toBe(framework.headers['retry-after']);
      }
    } finally {
      await application.close();
      await limited.close();
    }
  });

  it.each([
    ['a path that cannot be decoded', { path: '/v1/gradings/%zz' }, 400, 'FST_ERR_BAD_URL', 400],
    [
      'a path parameter of more than 100 characters',
      { path: `/v1/cards/${'1'.repeat(101)}` },
      414,
      'FST_ERR_MAX_PARAM_LENGTH',
      404,
    ],
    [
      'a body of text/plain',
      { method: 'POST', path: '/v1/webhook-targets', type: 'text/plain', body: '{}' },
      400,
      'validation_error',
      415,
    ],
    [
      'the method QUERY',
      { method: 'QUERY', path: '/health' },
      400,
      'FST_ERR_ROUTE_MISSING_CONTENT_TYPE',
      404,
    ],
  ])(
    'differs on purpose for %s',
    async (_case, { method = 'GET', path, type, body }: Special, status, code, ownStatus) => {
      const headers = type === undefined ? {} : { 'content-type': type };
      const { framework, own } = await both({ method, path, headers, body, credentials: 'valid' });
      expect([framework.status, JSON.stringify(framework.error)]).toEqual([
        status,
        expect.stringContaining(code),
      ]);
      expect(own.status).toBe(ownStatus);
    },
  );
});

interface Special {
  method?: string;
  path: string;
  type?: string;
  body?: string;
}
