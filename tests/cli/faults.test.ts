import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { controlDocumentPath } from '../../src/control/document.js';
import { faultKinds } from '../../src/faults/fault-kinds.js';
import type { Mock } from '../../src/mock.js';
import { runChck } from '../support/run-chck.js';
import { callApi, startMock } from '../support/start-mock.js';

/** Runs `chck faults …` against a mock. */
async function run(mock: Mock, ...args: string[]) {
  const { status, out, err } = await runChck('faults', ...args, '--url', mock.url);
  return { status, out: out.trimEnd(), err: err.trimEnd() };
}

describe('chck faults', () => {
  it('orders a fault that the next calls of an operation see', async () => {
    const mock = await startMock();
    const { status, out } = await run(
      mock,
      ...['add', 'status', '--status', '503', '--operation', 'listGradings'],
      ...['--account', 'dev@partner.example', '--next', '1'],
    );
    expect([status, out]).toEqual([
      0,
      'Fault 1: status status=503, for the next 1 with operation=listGradings accountId=1.',
    ]);
    expect((await callApi(mock, '/v1/gradings')).status).toBe(503);
    expect((await callApi(mock, '/v1/gradings')).status).toBe(200);
  });

  it('prints nothing but JSON when asked to', async () => {
    const mock = await startMock();
    const added = await run(
      mock,
      'add',
      'truncated',
      '--bytes',
      '5',
      '--full-length',
      '--key',
      '1',
      '--chance',
      '0.5',
      '--json',
    );
    expect(JSON.parse(added.out)).toMatchObject({
      id: 1,
      kind: 'truncated',
      scope: { keyId: 1 },
      options: { bytes: 5, fullLength: true, chance: 0.5 },
      remaining: null,
      matched: 0,
    });
    const listed = await run(mock, 'list', '--json');
    expect(JSON.parse(listed.out)).toEqual({ faults: [JSON.parse(added.out)] });
    expect(JSON.parse((await run(mock, 'remove', '1', '--json')).out)).toEqual({ removed: 1 });
    expect(JSON.parse((await run(mock, 'clear', '--json')).out)).toEqual({ cleared: true });
  });

  it('lists faults as a table, with durations as they were given', async () => {
    const mock = await startMock();
    const { body } = await callApi(mock, '/v1/webhook-targets', {
      method: 'POST',
      json: { outcome: 'success', url: 'https://partner.example/hooks' },
    });
    await run(mock, 'add', 'delay', '--delay', '90s', '--target', String(body.id), '--next', '2');
    const { out } = await run(mock, 'list');
    expect(out.split('\n').map((line) => line.trim())).toEqual([
      'ID  KIND   OPTIONS     SCOPE       LEFT  MATCHED',
      '1   delay  delay=1.5m  targetId=1  2     0',
    ]);
  });

  it('removes one fault, and clears all', async () => {
    const mock = await startMock();
    await run(mock, 'add', 'reset');
    await run(mock, 'add', 'empty');
    expect((await run(mock, 'remove', '1')).out).toBe('Removed fault 1.');
    expect((await run(mock, 'remove', '1')).err).toContain('There is no fault with id 1');
    expect((await run(mock, 'clear')).out).toBe('Removed all faults.');
    expect(await mock.faults.list()).toEqual([]);
  });

  it.each([
    [['add', 'typo'], 'kind must be one of "status", "latency"'],
    [['add', 'reset', '--delay', '2s'], 'A fault of the kind reset has no delay; its options are: chance.'],
    [['add', 'latency', '--delay', '2'], 'it is "2".'],
    [['add', 'reset', '--next', '0'], 'It must be a whole number from 1'],
    [['add', 'reset', '--chance', '1.5'], 'It must be a number above 0 and up to 1'],
  ])('refuses %j with exit status 2 and the reason', async (args, message) => {
    const mock = await startMock();
    const { status, err } = await run(mock, ...args);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });
});

describe('the control document', () => {
  it('has every kind of fault, and every option', () => {
    const { properties } = parse(readFileSync(controlDocumentPath, 'utf8')).components.schemas.FaultInput;
    expect(properties.kind.enum).toEqual(Object.keys(faultKinds));
    const options = new Set(Object.values(faultKinds).flatMap(({ options }) => Object.keys(options)));
    const scope = ['kind', 'next', 'operation', 'account', 'key', 'target'];
    expect(new Set(Object.keys(properties))).toEqual(new Set([...scope, ...options]));
  });
});
