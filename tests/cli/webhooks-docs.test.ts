import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createProgram } from '../../src/cli/program.js';
import { packageRoot } from '../../src/package-root.js';
import { runChck, testTerminal } from '../support/run-chck.js';
import { startMock } from '../support/start-mock.js';

const page = readFileSync(join(packageRoot, 'docs', 'webhooks.md'), 'utf8');
const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block.trim().split('\n'));

it.each(blocks.map((block) => [block.length, block] as const))(
  'all %i commands of a block in docs/webhooks.md do what they should',
  async (_, block) => {
    const mock = await startMock();
    for (const command of block) {
      const { status, err } = await runChck(...command.split(' ').slice(1), '--url', mock.url);
      const hint = command.includes('--delay') ? expect.stringContaining('The webhooks are sent when') : '';
      expect([command, status, err]).toEqual([command, 0, hint]);
    }
    expect(await mock.deliveries.list({ limit: 100 })).not.toEqual([]);
  },
);

it('docs/webhooks.md has its commands in two blocks', async () => {
  expect(blocks.map(({ length }) => length)).toEqual([18, 5]);
});

it.each(['trigger', 'listen'])('docs/webhooks.md names every flag of chck %s', async (name) => {
  const program = await createProgram(testTerminal());
  const options = program.commands.find((command) => command.name() === name)?.options ?? [];
  const flags = options.map(({ long }) => long ?? '').filter((flag) => !/--(url|admin-token)$/.test(flag));
  expect(flags.length).toBeGreaterThan(8);
  const [, section = ''] = page.split(`| flag of \`${name}\` |`);
  const [table] = section.split('\n\n');
  for (const flag of flags) expect(table).toContain(`\`${flag}`);
});
