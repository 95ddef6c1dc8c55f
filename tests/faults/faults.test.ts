import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseFaultKind } from '../../src/faults/fault-kinds.js';
import { checkedOptions } from '../../src/faults/fault-options.js';
import type { FaultInput } from '../../src/faults/faults.js';
import { callApi, startMock } from '../support/start-mock.js';

it('a fault that is added during a reset applies only when it is listed afterwards', async () => {
  const mock = await startMock();
  const adding = Array.from({ length: 5 }, () => mock.faults.add({ kind: 'status', status: 503 }));
  await Promise.all([mock.reset(), ...adding]);
  const listed = (await mock.faults.list()).length > 0;
  expect((await callApi(mock, '/v1/account')).status).toBe(listed ? 503 : 200);
});

describe('a fault', () => {
  it.each<[FaultInput, string, string]>([
    [
      { kind: 'reset', delay: '1s' },
      'delay',
      'A fault of the kind reset has no delay; its options are: chance.',
    ],
    [
      { kind: 'status' },
      'status',
      'A fault of the kind status needs status: a whole number from 400 to 599.',
    ],
    [{ kind: 'status', status: 200 }, 'status', 'a whole number from 400 to 599; it is 200.'],
    [
      { kind: 'status', operation: 'getAccount', status: 404 },
      'status',
      'getAccount has no documented response with status 404; it must be one of: 401, 403, 429, 500, 5XX.',
    ],
    [
      { kind: 'status', status: 418 },
      'status',
      'No operation has a documented response with status 418; it must be one of: 400, 401',
    ],
    [
      { kind: 'status', status: 500, retryAfter: 1 },
      'retryAfter',
      'retryAfter goes with the statuses 429 and 503, not with 500.',
    ],
    [
      { kind: 'latency', delay: 'soon' },
      'delay',
      'a duration such as 50ms, 2s or 1h, from 1ms to 1d; it is "soon".',
    ],
    [{ kind: 'latency', delay: '0ms' }, 'delay', 'from 1ms to 1d; it is "0ms".'],
    [{ kind: 'empty', chance: 0 }, 'chance', 'a number above 0 and up to 1; it is 0.'],
    [{ kind: 'reset', next: 0 }, 'next', 'next must be an integer from 1 to 1000000; it is 0.'],
    [
      { kind: 'reset', operation: 'getNothing' },
      'operation',
      'operation must be one of: getHealth, getAccount, listGradings',
    ],
    [
      { kind: 'malformed', operation: 'deleteWebhookTarget' },
      'operation',
      'For malformed, operation must be one of: getHealth',
    ],
    [
      { kind: 'reset', account: 'nobody@partner.example' },
      'account',
      'account must be one of: dev@partner.example, ',
    ],
    [{ kind: 'reset', account: '3' }, 'account', 'cannot use the API.'],
    [{ kind: 'reset', key: 999 }, 'key', 'key must be the id of an active key: 1, 2, 4'],
    [
      { kind: 'reset', target: 1 },
      'target',
      'cannot be limited to target, only to operation, account and key.',
    ],
    [
      { kind: 'drop', operation: 'getAccount' },
      'operation',
      'cannot be limited to operation, only to account and target.',
    ],
    [{ kind: 'drop', key: 1 }, 'key', 'cannot be limited to key, only to account and target.'],
    [
      { kind: 'drop', target: 1 },
      'target',
      'target must be the id of a webhook target: (none exists); it is 1.',
    ],
    [{ kind: 'reorder' }, 'target', 'A fault of the kind reorder needs target'],
    [{ kind: 'delay' }, 'delay', 'A fault of the kind delay needs delay: a duration such as'],
  ])('refuses %j', async (order, field, message) => {
    const mock = await startMock();
    const refusal = mock.faults.add(order);
    await expect(refusal).rejects.toMatchObject({ code: 'invalid_argument', field });
    await expect(refusal).rejects.toThrow(message);
    expect(await mock.faults.list()).toEqual([]);
  });

  it('refuses an unknown kind', () => {
    expect(() => parseFaultKind('typo')).toThrow(
      'There is no fault of the kind "typo". Against calls: status, latency, reset',
    );
  });

  it('refuses a flag that is not true or false', () => {
    expect(() => checkedOptions('truncated', { fullLength: 1 })).toThrow(
      'fullLength must be true or false; it is 1.',
    );
  });

  it('accepts a duration in ms and as text', () => {
    expect(checkedOptions('latency', { delay: 2000 })).toEqual({ delay: 2000 });
    expect(checkedOptions('latency', { delay: '2s' })).toEqual({ delay: 2000 });
  });

  it('refuses a key of another account, and one that was revoked', async () => {
    const mock = await startMock();
    const { key } = await mock.keys.create({ account: 2, name: 'of the second account' });
    await expect(mock.faults.add({ kind: 'reset', account: '1', key: key.id })).rejects.toThrow(
      'of the account',
    );
    await mock.keys.revoke(key.id);
    await expect(mock.faults.add({ kind: 'reset', key: key.id })).rejects.toThrow('an active key');
  });

  it('keeps its remaining count over a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chck-faults-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const data = join(folder, 'mock.db');
    const first = await startMock({ data, world: 'empty' });
    const { token } = await first.keys.create({ account: 1, name: 'caller' });
    await first.faults.add({ kind: 'status', next: 2, status: 503 });
    expect((await callApi(first, '/v1/account', { token })).status).toBe(503);
    await first.close();
    const second = await startMock({ data });
    expect(await second.faults.list()).toMatchObject([{ remaining: 1, matched: 1 }]);
    const statuses = [];
    for (let call = 0; call < 2; call += 1)
      statuses.push((await callApi(second, '/v1/account', { token })).status);
    expect(statuses).toEqual([503, 200]);
  });

  it('is removed by a reset', async () => {
    const mock = await startMock();
    await mock.faults.add({ kind: 'status', status: 503 });
    await mock.faults.add({ kind: 'drop' });
    await mock.reset();
    expect(await mock.faults.list()).toEqual([]);
    expect((await callApi(mock, '/v1/account')).status).toBe(200);
  });

  it('is removed by its id, or together with all others', async () => {
    const mock = await startMock();
    const { faults } = mock;
    const fault = await faults.add({ kind: 'status', status: 503 });
    await faults.remove(fault.id);
    expect((await callApi(mock, '/v1/account')).status).toBe(200);
    await expect(faults.remove(fault.id)).rejects.toMatchObject({ code: 'not_found' });
    await faults.add({ kind: 'reset' });
    await faults.add({ kind: 'drop' });
    await faults.clear();
    expect(await faults.list()).toEqual([]);
    expect((await callApi(mock, '/v1/account')).status).toBe(200);
  });
});
