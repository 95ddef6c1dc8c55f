import { get } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Deviation, DeviationHooks } from '../../src/http/deviation.js';
import { rawRequest, sendRaw } from '../support/raw-request.js';
import { callApi, startMock } from '../support/start-mock.js';

const named = (start: () => DeviationHooks): Deviation => ({
  id: 'TEST-001',
  rule: 'TEST-001',
  title: 'a deviation of this test',
  start,
});

/** Changes nothing, and records what passes. */
function observer() {
  const seen: { method: string; path: string; body: string; status: number; bytes: number }[] = [];
  const deviation = named(() => ({
    respond: async (request, next) => {
      const response = await next(request);
      const { method, path, body } = request;
      seen.push({
        method,
        path,
        body: body.toString(),
        status: response.status,
        bytes: response.body.byteLength,
      });
      return response;
    },
  }));
  return { seen, deviation };
}

describe('a deviation', () => {
  it('changes the status, headers and body of a response', async () => {
    const deviation = named(() => ({
      respond: async (request, next) => {
        const response = await next(request);
        return {
          status: 203,
          headers: { ...response.headers, 'x-own': '1' },
          body: Buffer.from('{"id":"7"}'),
        };
      },
    }));
    const mock = await startMock({ deviations: [deviation] });
    const { status, headers, body } = await callApi(mock, '/v1/account');
    expect([status, headers.get('x-own'), headers.get('content-length'), body]).toEqual([
      203,
      '1',
      '10',
      { id: '7' },
    ]);
  });

  it('passes another request on, several times', async () => {
    const deviation = named(() => ({
      respond: async (request, next) => {
        if (request.path !== '/v1/cards') return next(request);
        const pages = [];
        for (const limit of ['1', '2']) {
          const query = new URLSearchParams(request.query);
          query.set('limit', limit);
          pages.push(JSON.parse((await next({ ...request, query })).body.toString()).cards.length);
        }
        return next({
          ...request,
          path: '/v1/gradings',
          query: new URLSearchParams({ limit: String(pages[1]) }),
        });
      },
    }));
    const mock = await startMock({ deviations: [deviation] });
    expect((await callApi(mock, '/v1/cards')).body.gradings).toHaveLength(2);
  });

  it('sees the body of a request, and changes it', async () => {
    const deviation = named(() => ({
      respond: (request, next) =>
        next({ ...request, body: Buffer.from(request.body.toString().replace('/hook', '/another/hook')) }),
    }));
    const mock = await startMock({ deviations: [deviation] });
    const json = { outcome: 'success', url: 'https://partner.example/hook' };
    const { status, body } = await callApi(mock, '/v1/webhook-targets', { method: 'POST', json });
    expect([status, body.url]).toEqual([201, 'https://partner.example/another/hook']);
  });

  it('is within the deviation after it', async () => {
    const append = (text: string) =>
      named(() => ({
        respond: async (request, next) => {
          const response = await next(request);
          return {
            ...response,
            headers: { ...response.headers, 'x-way': `${response.headers['x-way'] ?? ''}${text}` },
          };
        },
      }));
    const mock = await startMock({ deviations: [append('a'), append('b')] });
    expect((await callApi(mock, '/health')).headers.get('x-way')).toBe('ab');
  });

  it('is reported to onError when it throws, and the call gets 500', async () => {
    const failure = new Error('a fault in the deviation');
    const errors: unknown[] = [];
    const deviation = named(() => ({ respond: () => Promise.reject(failure) }));
    const mock = await startMock({ deviations: [deviation], onError: (error) => errors.push(error) });
    expect((await callApi(mock, '/v1/account')).status).toBe(500);
    expect(errors).toEqual([failure]);
  });

  it('changes image links, and leaves the links of an unchanged response valid', async () => {
    const { deviation, seen } = observer();
    const mock = await startMock({ deviations: [deviation] });
    const { body } = await callApi(mock, '/v1/cards?limit=1');
    const image = await fetch(body.cards[0].images.front);
    expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect((await image.arrayBuffer()).byteLength).toBe(seen[1]?.bytes);
  });

  it('is recorded in the journal as the client saw it', async () => {
    const deviation = named(() => ({
      respond: async (request, next) => ({ ...(await next(request)), status: 202 }),
    }));
    const mock = await startMock({ deviations: [deviation] });
    await callApi(mock, '/v1/account');
    expect(await mock.requests.list()).toMatchObject([
      {
        status: 202,
        operationId: 'getAccount',
        responseBody: expect.stringContaining('dev@partner.example'),
      },
    ]);
  });

  it('sees the JSON of /_mock, and changes it', async () => {
    const deviation = named(() => ({
      respond: async (request, next) => {
        const response = await next(request);
        if (request.path !== '/_mock/keys') return response;
        return { ...response, body: Buffer.from('{"keys":[]}') };
      },
    }));
    const mock = await startMock({ deviations: [deviation] });
    expect(await (await fetch(`${mock.url}/_mock/keys`)).json()).toEqual({ keys: [] });
    expect((await fetch(`${mock.url}/_mock/nowhere`)).status).toBe(404);
  });
});

describe('a mock with a deviation', () => {
  it('opens event streams', async () => {
    const { deviation } = observer();
    const mock = await startMock({ deviations: [deviation] });
    const signIn = await fetch(`${mock.url}/dashboard/sign-in`, {
      method: 'POST',
      body: new URLSearchParams({ account: '1' }),
      redirect: 'manual',
    });
    const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const type = await new Promise((resolve, reject) => {
      const request = get(`${mock.url}/dashboard/events`, { headers: { cookie } }, (response) => {
        resolve(response.headers['content-type']);
        request.destroy();
      });
      request.on('error', reject);
    });
    expect(type).toMatch(/^text\/event-stream/);
  });

  it('responds to HEAD with the length of the body and without the body', async () => {
    const { deviation } = observer();
    const mock = await startMock({ deviations: [deviation] });
    const length = (await callApi(mock, '/v1/account')).headers.get('content-length');
    const head = await sendRaw(mock, rawRequest(mock, 'HEAD /v1/account'));
    expect([head.status, head.headers['content-length'], head.text]).toEqual([200, length, '']);
  });

  it('refuses a body over 1 MiB with 413, and shows deviations an empty one', async () => {
    const { deviation, seen } = observer();
    const mock = await startMock({ deviations: [deviation] });
    const json = { outcome: 'success', url: 'https://partner.example/', padding: 'x'.repeat(2_000_000) };
    expect((await callApi(mock, '/v1/webhook-targets', { method: 'POST', json })).status).toBe(413);
    expect(seen).toMatchObject([{ body: '', status: 413 }]);
  });

  it('applies faults to the changed response', async () => {
    const deviation = named(() => ({
      respond: async (request, next) => ({ ...(await next(request)), body: Buffer.from('{"changed":true}') }),
    }));
    const mock = await startMock({ deviations: [deviation] });
    await mock.faults.add({ kind: 'truncated', next: 1, bytes: 9 });
    const response = await fetch(`${mock.url}/v1/account`, {
      headers: { authorization: `Bearer ${mock.token}` },
    });
    expect(await response.text()).toBe('{"changed');
  });
});
