import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import { faultKinds } from '../../src/faults/fault-kinds.js';
import { packageRoot } from '../../src/package-root.js';
import { callControl } from '../support/call-control.js';
import { testTerminal } from '../support/run-chck.js';
import { startMock } from '../support/start-mock.js';

const page = readFileSync(join(packageRoot, 'docs', 'faults.md'), 'utf8');

it('every command that docs/faults.md shows does something', async () => {
  const mock = await startMock();
  const commands = (/```sh\n([\s\S]*?)```/.exec(page)?.[1] ?? '').trim().split('\n');
  expect(commands).toHaveLength(12);
  const counts = [];
  for (const command of commands) {
    const args = [...command.split(' ').slice(1), '--url', mock.url];
    const errors: string[] = [];
    const status = await runProgram(args, testTerminal({ err: (text) => errors.push(text) }));
    expect([command, status, errors]).toEqual([command, 0, []]);
    counts.push((await mock.faults.list()).length);
  }
  expect(counts).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 8, 0]);
});

it('the order that docs/faults.md shows is taken', async () => {
  const mock = await startMock();
  const order = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  expect((await callControl(mock, 'POST', '/faults', order)).status).toBe(201);
});

it('docs/faults.md lists every kind with its options', () => {
  for (const [kind, { options }] of Object.entries(faultKinds)) {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${kind}\` |`)) ?? '';
    for (const option of Object.keys(options)) {
      if (option !== 'chance') expect(row).toContain(`\`${option}\``);
    }
    expect(row).not.toBe('');
  }
});
