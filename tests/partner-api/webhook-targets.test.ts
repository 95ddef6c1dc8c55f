import { describe, expect, it } from 'vitest';
import { expectDocumented } from '../support/expect-documented.js';
import { callApi, startMock } from '../support/start-mock.js';

describe('webhook targets', () => {
  it('are in camelCase when created and in snake_case when listed, oldest first, until they are deleted', async () => {
    const mock = await startMock({ rateLimit: 1000 });
    await mock.clock.freeze(Date.parse('2026-10-05T12:00:00.000Z'));
    const create = (json: object) => callApi(mock, '/v1/webhook-targets', { method: 'POST', json });
    const success = await create({ outcome: 'success', url: 'https://partner.example/Hooks?key=1#x' });
    expect([success.status, success.body]).toEqual([
      201,
      {
        id: 1,
        userId: 1,
        outcome: 'success',
        url: 'https://partner.example/Hooks?key=1#x',
        createdAt: '2026-10-05T12:00:00.000Z',
      },
    ]);
    expectDocumented('createWebhookTarget', success);
    await create({ outcome: 'failure', url: 'HTTP://localhost:9999' });
    await create({ outcome: 'success', url: 'https://partner.example/Hooks?key=1#x', note: 'ignored' });
    const list = await callApi(mock, '/v1/webhook-targets');
    expectDocumented('listWebhookTargets', list);
    expect(list.body.webhook_targets).toEqual([
      {
        id: 1,
        outcome: 'success',
        url: 'https://partner.example/Hooks?key=1#x',
        created_at: '2026-10-05T12:00:00.000Z',
      },
      { id: 2, outcome: 'failure', url: 'HTTP://localhost:9999', created_at: '2026-10-05T12:00:00.000Z' },
      {
        id: 3,
        outcome: 'success',
        url: 'https://partner.example/Hooks?key=1#x',
        created_at: '2026-10-05T12:00:00.000Z',
      },
    ]);
    const removed = await callApi(mock, '/v1/webhook-targets/2', { method: 'DELETE' });
    expect([removed.status, removed.body, removed.headers.get('content-length')]).toEqual([204, '', null]);
    expectDocumented('deleteWebhookTarget', removed);
    expect((await callApi(mock, '/v1/webhook-targets/2', { method: 'DELETE' })).status).toBe(404);
    const left = await callApi(mock, '/v1/webhook-targets');
    expect(left.body.webhook_targets.map(({ id }: { id: number }) => id)).toEqual([1, 3]);
  });
});
