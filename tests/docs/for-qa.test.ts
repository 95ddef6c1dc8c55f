import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeCommands } from '../../src/cli/config/command-options.js';
import { createProgram } from '../../src/cli/program.js';
import { packageRoot } from '../../src/package-root.js';
import { runBlocks } from '../support/doc-commands.js';
import { signedIn } from '../support/portal-visitor.js';
import { testTerminal } from '../support/run-chck.js';
import { startMock } from '../support/start-mock.js';

const page = readFileSync(join(packageRoot, 'docs', 'for-qa.md'), 'utf8');

describe('the guide for QA', () => {
  it('makes happen what it says, block by block', async () => {
    const mock = await startMock();
    const output = await runBlocks('docs/for-qa.md', mock.url);
    const [
      targets,
      endings = '',
      webhooks = '',
      faults = '',
      clock,
      accounts = '',
      refusal,
      scenario,
      reset,
    ] = output;
    expect(targets).toMatch(/Target 1: success webhooks .*\n.*Target 2: failure webhooks /);
    expect(endings).toMatch(/completed +9\.5 .*failed +- .*two-image/s);
    expect(endings.match(/ (completed|failed) +(-|\d|centering)/g)).toHaveLength(9);
    expect(webhooks.match(/ success +dropped +0 /g)).toHaveLength(2);
    expect(faults).toMatch(/status=503 .*status=429 .*Removed all faults/s);
    expect(clock).toMatch(/frozen.*running, [\d.]+m ahead of real time/s);
    expect(accounts.match(/"user_card_id"/g)).toHaveLength(2);
    expect(accounts).toMatch(/Revoked key \d+ "To be revoked"/);
    expect(refusal).toContain('missing_credentials');
    expect(scenario).toContain('3. resend: 1 delivery sent again.');
    expect(reset).toContain('Recreated the world default with seed 1.');
    expect(output).toHaveLength(9);
  }, 120_000);

  it('names commands and flags that chck has', async () => {
    const commands = describeCommands(await createProgram(testTerminal()));
    const named = [...page.matchAll(/`chck ([^`]+)`/g)].map((match) => match[1] ?? '');
    expect(named.length).toBeGreaterThan(30);
    for (const line of named) {
      const command = commands.find(({ path }) => line === path || line.startsWith(`${path} `));
      expect([line, command?.path]).toEqual([line, expect.any(String)]);
      for (const [flag] of line.matchAll(/--[\w-]+/g)) {
        expect([line, command?.options.some(({ flags }) => flags.includes(flag))]).toEqual([line, true]);
      }
    }
  });

  it('names pages that the portal has', async () => {
    const visitor = await signedIn(await startMock());
    const pages = [...page.matchAll(/^\| `(\/dashboard[^`]*)`/gm)].map((match) => match[1] ?? '');
    expect(pages).toHaveLength(8);
    for (const path of pages) expect([path, (await visitor.get(path)).status]).toEqual([path, 200]);
  });
});
