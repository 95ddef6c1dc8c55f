import { describe, expect, it } from 'vitest';
import type { Mock } from '../../src/mock.js';
import { startReceiver } from '../support/receiver.js';
import { callApi, startMock } from '../support/start-mock.js';

const NOON = Date.parse('2026-12-01T12:00:00.000Z');

async function frozenMock(): Promise<Mock> {
  const mock = await startMock();
  await mock.clock.freeze(NOON);
  return mock;
}

describe('a delivery', () => {
  it('is a POST of exactly the documented bytes to each target of the outcome', async () => {
    const mock = await startMock();
    const [first, second, other] = [
      await startReceiver(200),
      await startReceiver(204),
      await startReceiver(200),
    ];
    await mock.targets.create({ url: first.url });
    await mock.targets.create({ url: second.url });
    await mock.targets.create({ outcome: 'failure', url: other.url });
    const { gradings } = await mock.triggers.fire({ outcome: 'success' });
    const [webhook] = await first.until(1);
    await second.until(1);
    await mock.deliveries.settled();
    expect(webhook?.method).toBe('POST');
    expect(webhook?.headers['content-type']).toBe('application/json');
    expect(webhook?.body).toBe(`{"grading_session_id":"${gradings[0]?.id}","outcome":"success"}`);
    expect(Object.keys(webhook?.headers ?? {}).filter((name) => name.startsWith('webhook-'))).toEqual([]);
    expect(second.received).toHaveLength(1);
    expect(other.received).toHaveLength(0);
  });

  it('arrives after its grading can be read with its grade', async () => {
    const mock = await startMock();
    const responses: Promise<{ status: number; body: { user_card_grade: unknown } }>[] = [];
    const receiver = await startReceiver((response, { body }) => {
      responses.push(callApi(mock, `/v1/gradings/${JSON.parse(body).grading_session_id}`));
      response.writeHead(200).end();
    });
    await mock.targets.create({ url: receiver.url });
    await mock.triggers.fire({ outcome: 'success', grade: 8.5 });
    await receiver.until(1);
    const [read] = await Promise.all(responses);
    expect(read?.status).toBe(200);
    expect(read?.body.user_card_grade).toMatchObject({ full_overall_grade: 8.5 });
  });

  it('is repeated at the exact instants of the schedule until a 2xx, and not afterwards', async () => {
    const run = async () => {
      const mock = await frozenMock();
      const receiver = await startReceiver(500, 503, 302, 200);
      await mock.targets.create({ url: receiver.url });
      await mock.triggers.fire({ outcome: 'success' });
      await mock.deliveries.settled();
      const events = await mock.clock.advance(3 * 86_400_000);
      expect(receiver.received).toHaveLength(4);
      return events.map(({ url: _url, ...event }: Record<string, unknown>) => event);
    };
    const events = await run();
    expect(
      events.map(({ at, number, status, nextAttemptAt }) => ({ at, number, status, nextAttemptAt })),
    ).toMatchInlineSnapshot(`
      [
        {
          "at": "2026-12-01T12:00:04.890Z",
          "nextAttemptAt": "2026-12-01T12:00:13.931Z",
          "number": 2,
          "status": 503,
        },
        {
          "at": "2026-12-01T12:00:13.931Z",
          "nextAttemptAt": "2026-12-01T12:00:30.562Z",
          "number": 3,
          "status": 302,
        },
        {
          "at": "2026-12-01T12:00:30.562Z",
          "nextAttemptAt": null,
          "number": 4,
          "status": 200,
        },
      ]
    `);
    expect(await run()).toEqual(events);
  });

  it('is repeated while its target fails, at most an hour apart', async () => {
    const mock = await frozenMock();
    const receiver = await startReceiver(500);
    await mock.targets.create({ url: receiver.url });
    await mock.triggers.fire({ outcome: 'success' });
    await mock.deliveries.settled();
    const events = await mock.clock.advance(3 * 86_400_000);
    const instants = events.map(({ at }) => Date.parse(at));
    const waits = instants.slice(1).map((at, index) => at - (instants[index] ?? 0));
    expect(events.length).toBeGreaterThan(72);
    expect(Math.max(...waits)).toBeLessThanOrEqual(3_600_000);
    expect(receiver.received).toHaveLength(events.length + 1);
  });

  it('waits as long as Retry-After requests', async () => {
    const mock = await frozenMock();
    const receiver = await startReceiver(
      (response) => response.writeHead(503, { 'retry-after': '90' }).end(),
      200,
    );
    await mock.targets.create({ url: receiver.url });
    await mock.triggers.fire({ outcome: 'success' });
    await mock.deliveries.settled();
    expect(await mock.clock.advance(89_999)).toEqual([]);
    expect(await mock.clock.advance(1)).toMatchObject([{ at: '2026-12-01T12:01:30.000Z', status: 200 }]);
  });

  it('compares a date in Retry-After with the Date of the response, also on a moved clock', async () => {
    const mock = await frozenMock();
    const receiver = await startReceiver((response) => {
      const headers = {
        date: 'Thu, 01 Jan 2026 10:00:00 GMT',
        'retry-after': 'Thu, 01 Jan 2026 10:01:30 GMT',
      };
      response.writeHead(429, headers).end();
    }, 200);
    await mock.targets.create({ url: receiver.url });
    await mock.triggers.fire({ outcome: 'success' });
    await mock.deliveries.settled();
    expect(await mock.clock.advance(89_999)).toEqual([]);
    expect(await mock.clock.advance(1)).toMatchObject([{ at: '2026-12-01T12:01:30.000Z', status: 200 }]);
  });

  it('stores each attempt with request, response and the reason of its failure', async () => {
    const mock = await frozenMock();
    const receiver = await startReceiver((response) =>
      response.writeHead(500, { 'x-trace': 'abc' }).end('x'.repeat(5000)),
    );
    await mock.targets.create({ url: receiver.url });
    const { deliveries } = await mock.triggers.fire({ outcome: 'success' });
    await mock.deliveries.settled();
    const { delivery, attempts } = await mock.deliveries.get(deliveries[0]?.id ?? 0);
    expect(delivery).toMatchObject({ state: 'pending', attemptCount: 1 });
    expect(attempts).toMatchObject([
      {
        number: 1,
        startedAt: '2026-12-01T12:00:00.000Z',
        requestBody: delivery.body,
        requestHeaders: { 'content-type': 'application/json' },
        responseStatus: 500,
        responseHeaders: { 'x-trace': 'abc' },
        responseBody: 'x'.repeat(4096),
        failure: 'status',
      },
    ]);
    expect(attempts[0]?.durationMs).toBeGreaterThan(0);
  });

  it('is cancelled when its target is deleted', async () => {
    const mock = await frozenMock();
    const receiver = await startReceiver(500);
    const target = await mock.targets.create({ url: receiver.url });
    const { deliveries } = await mock.triggers.fire({ outcome: 'success' });
    await mock.deliveries.settled();
    await mock.targets.remove(target.id);
    expect(await mock.clock.advance(86_400_000)).toEqual([]);
    expect(receiver.received).toHaveLength(1);
    const { delivery } = await mock.deliveries.get(deliveries[0]?.id ?? 0);
    expect(delivery.state).toBe('cancelled');
    await expect(mock.deliveries.resend(delivery.id)).rejects.toMatchObject({ code: 'conflict' });
  });
});
