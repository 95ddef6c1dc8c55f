import { describe, expect, it } from 'vitest';
import { readinessChecks } from '../../../src/diagnosis/readiness/check-readiness.js';
import { runChck } from '../../support/run-chck.js';
import { startMock } from '../../support/start-mock.js';

const commands = readinessChecks.flatMap(({ id, situation }) => {
  const [command = ''] = /^chck [^,]*\{url\}/.exec(situation) ?? [];
  return command === '' ? [] : [[id, command] as const];
});

describe('the command that creates a situation', () => {
  it.each(commands)('for %s is a valid chck command: %s', async (_id, command) => {
    const mock = await startMock();
    const [, ...args] = command.replace('{url}', mock.url).split(' ');
    expect(await runChck(...args)).toMatchObject({ status: 0 });
  });

  it('exists for every check that a client does not exercise by itself', () => {
    const without = readinessChecks
      .map(({ id }) => id)
      .filter((id) => !commands.some(([known]) => known === id));
    expect(without).toEqual([
      'sends-valid-requests',
      'sends-known-parameters',
      'pages-to-the-end',
      'sends-given-cursors',
      'reads-times-with-zone',
      'fetches-images-without-key',
      'keeps-key-out-of-urls',
    ]);
  });
});
