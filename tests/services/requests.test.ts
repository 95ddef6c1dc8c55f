import { describe, expect, it } from 'vitest';
import { callApi, startMock } from '../support/start-mock.js';

describe('waiting for a call', () => {
  it('gives those that came before, and those that come while it waits', async () => {
    const mock = await startMock();
    await callApi(mock, '/v1/cards?limit=3');
    const before = await mock.requests.waitFor({ operation: 'listCards', query: { limit: '3' } });
    expect(before).toMatchObject([{ method: 'GET', url: '/v1/cards?limit=3', status: 200 }]);
    const both = mock.requests.waitFor({ path: /^\/v1\/cards/ }, { count: 2 });
    await callApi(mock, '/v1/cards/1');
    expect((await both).map(({ operationId }) => operationId)).toEqual(['listCards', 'getCard']);
  });

  it('names the calls that came closest when the time is over', async () => {
    const mock = await startMock();
    await callApi(mock, '/v1/gradings', { headers: { 'x-request-id': 'first' } });
    await expect(
      mock.requests.waitFor({ operation: 'listGradings', status: 429 }, { timeout: 1 }),
    ).rejects.toMatchObject({
      code: 'timed_out',
      message:
        'Within 1 ms there were 0 of 1 call with operation "listGradings", status 429. The closest calls:\n  GET /v1/gradings → 200 (first): status is 200, not 429',
    });
  });

  it('is there for other languages: list, find by request id, wait, clear', async () => {
    const mock = await startMock();
    const control = async (method: string, path: string, body?: object) => {
      const response = await fetch(`${mock.url}/_mock/${path}`, {
        method,
        ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      return { status: response.status, body: response.status === 204 ? null : await response.json() };
    };
    const { headers } = await callApi(mock, '/v1/gradings?limit=0');
    const id = headers.get('x-request-id');
    expect(await control('GET', 'requests?operation=listGradings&status=400')).toMatchObject({
      body: { requests: [{ id, url: '/v1/gradings?limit=0' }] },
    });
    expect(await control('GET', `requests/${id}`)).toMatchObject({ body: { id, status: 400 } });
    expect(await control('POST', 'requests/wait', { operation: 'listGradings' })).toMatchObject({
      body: { requests: [{ id }] },
    });
    const late = await control('POST', 'requests/wait', { operation: 'getCard', timeout: '1ms' });
    expect(late).toMatchObject({ status: 504, body: { error: { code: 'timed_out' } } });
    expect(await control('POST', 'requests/wait', { operation: 'getCards' })).toMatchObject({ status: 400 });
    expect(await control('DELETE', 'requests')).toMatchObject({ status: 204 });
    expect(await control('GET', `requests/${id}`)).toMatchObject({ status: 404 });
  });

  it('sees image links too, and which of them were refused', async () => {
    const mock = await startMock();
    const { body } = await callApi(mock, '/v1/cards?graded=graded&limit=1');
    const link: string = body.cards[0].images.front;
    await (await fetch(link)).arrayBuffer();
    await mock.clock.advance('6m');
    await (await fetch(link)).arrayBuffer();
    const images = await mock.requests.list({ path: /^\/images\// });
    expect(images.map(({ status, reason }) => [status, reason])).toEqual([
      [200, null],
      [403, 'Request has expired'],
    ]);
  });
});

describe('waiting for a webhook', () => {
  it('names the deliveries there are when none was received in time', async () => {
    const mock = await startMock();
    await mock.clock.freeze('2026-12-01T12:00:00.000Z');
    await expect(mock.deliveries.waitFor({}, { timeout: 1 })).rejects.toThrow(/is a target registered/);
    await mock.targets.create({ url: 'http://127.0.0.1:9/none' });
    const { id } = await mock.gradings.start({ grade: 9, delay: 0 });
    await mock.deliveries.settled();
    await expect(mock.deliveries.waitFor({ grading: id }, { timeout: 1 })).rejects.toThrow(
      /is pending after 1 attempts, the next is due at 2026-12-01T12:00:0/,
    );
  });
});
