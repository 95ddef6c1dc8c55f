import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageRoot } from '../../src/package-root.js';
import { runContractSuite } from '../../src/suite/run-contract-suite.js';
import { chckPath } from '../support/chck.js';

/** A project with a blank and glob characters in its path, in which the package is installed. */
const folder = mkdtempSync(join(tmpdir(), 'chck rules (own) '));

beforeAll(() => {
  mkdirSync(join(folder, 'node_modules', '@chck'), { recursive: true });
  symlinkSync(packageRoot, join(folder, 'node_modules', '@chck', 'partner-kit'));
});

afterAll(() => rmSync(folder, { recursive: true }));

const run = promisify(execFile);

function ruleFile(name: string, check: string, id = 'OWN-001'): string {
  const file = join(folder, name);
  writeFileSync(
    file,
    `import { defineRule, type RuleContext } from '@chck/partner-kit';

defineRule({
  id: '${id}',
  title: 'lists at most ten gradings by default',
  provenance: 'documented',
  source: '§5',
  sentence: 'limit 1–100, default 25.',
  severity: 'minor',
  check: async (t: RuleContext) => {
    ${check}
  },
});
`,
  );
  return file;
}

const passing = "t.check.status(await t.call('listGradings'), 200);";
const failing = "t.check.status(await t.call('listGradings'), 418);";

test('rules of a user run with the rules of the kit, from TypeScript, and are reported alike', async () => {
  const report = await runContractSuite({
    mock: true,
    seed: 7,
    rules: [ruleFile('passing.ts', passing), ruleFile('failing.ts', failing, 'OWN-002')],
    only: ['custom', 'HEALTH-001'],
  });
  expect(report.results.map(({ id, area, verdict }) => [id, area, verdict])).toEqual([
    ['HEALTH-001', 'health', 'passed'],
    ['OWN-001', 'custom', 'passed'],
    ['OWN-002', 'custom', 'failed'],
  ]);
  expect(report.results[2]?.failures[0]).toMatchObject({
    message: 'GET /v1/gradings returned 200',
    expected: '418',
    where: 'listGradings 200',
  });
});

test('chck contract --rules runs a file of a user', async () => {
  const file = ruleFile('command.ts', failing);
  const args = ['contract', '--mock', '--rules', file, '--only', 'OWN-001', '--reporter', 'json'];
  const failure = await run(process.execPath, [chckPath, ...args], {
    cwd: folder,
  }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 1, stdout: expect.stringContaining('"id": "OWN-001"') });
});

test.each([
  ['a file without a rule', 'export const nothing = 1;\n', /defines no rule; call defineRule\(\)/],
  ['a file that throws', "throw new Error('broken on purpose');\n", /cannot be loaded: .*broken on purpose/],
])('%s is refused with its name', async (_title, text, message) => {
  const file = join(folder, 'unusable.ts');
  writeFileSync(file, text);
  await expect(runContractSuite({ mock: true, rules: [file] })).rejects.toMatchObject({
    code: 'rules_unusable',
    message: expect.stringMatching(message),
  });
});

test('a rule whose id exists already is refused', async () => {
  const file = ruleFile('taken.ts', passing, 'PAGE-001');
  await expect(runContractSuite({ mock: true, rules: [file] })).rejects.toThrow(
    /PAGE-001, which exists already/,
  );
});

test('the contract files are ordinary vitest tests', async () => {
  const vitest = join(packageRoot, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', '--project', 'contract', 'contract-tests/health', '--reporter', 'json'];
  const { stdout } = await run(process.execPath, args, { cwd: packageRoot });
  expect(JSON.parse(stdout)).toMatchObject({ success: true, numPassedTests: 2 });
});
