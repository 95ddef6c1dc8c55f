import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pc from 'picocolors';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import type { Terminal } from '../../src/cli/terminal.js';
import { packageRoot } from '../../src/package-root.js';
import { runContractSuite } from '../../src/suite/run-contract-suite.js';
import { referenceDriver } from '../independent/driver.js';
import { type ReferenceServer, startReferenceServer } from '../independent/server.js';

const folder = mkdtempSync(join(tmpdir(), 'chck-contract-'));
const open: ReferenceServer[] = [];
let usable = { token: '', other: '' };
let good: ReferenceServer;

beforeAll(async () => {
  good = await startReferenceServer();
  // The runs of this file together are more than one client may send in a minute.
  good.state.limit = 100_000;
  const driver = referenceDriver(good);
  const one = await driver.createAccount({ cards: 3, gradings: 3, usable: true });
  const two = await driver.createAccount({ cards: 1, gradings: 1, usable: true });
  usable = { token: one.token, other: two.token };
});

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

afterAll(async () => {
  await good.close();
  rmSync(folder, { recursive: true });
});

/** Runs one command line as the binary does, and gives what it wrote and its exit status. */
async function chck(args: string[], env: NodeJS.ProcessEnv = {}, signal = new AbortController().signal) {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal: Terminal = {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    interactive: false,
    errInteractive: false,
    color: pc.createColors(false),
    env,
    interrupted: signal,
  };
  const status = await runProgram(['contract', ...args], terminal);
  return { status, out: out.join('\n'), err: err.join('\n') };
}

/** A reference server with a bug, and a driver module that reaches it. */
async function buggy(): Promise<{ url: string; token: string }> {
  const server = await startReferenceServer({ bugs: ['bad-uuid-is-a-server-error', 'search-is-ignored'] });
  open.push(server);
  const { token } = await referenceDriver(server).createAccount({ cards: 2, gradings: 2, usable: true });
  return { url: server.url, token };
}

test('with tokens alone it checks what it can, says what it cannot, and exits with 0', async () => {
  const { status, out } = await chck([
    '-u',
    good.url,
    '--token',
    usable.token,
    '--other-token',
    usable.other,
    '--seed',
    '3',
  ]);
  expect(status).toBe(0);
  expect(out).toMatch(/PASSED \d+ passed, 0 failed, \d+ not checked/);
  expect(out).toContain('needs a driver with createAccount(): ');
  expect(out).not.toContain(usable.token);
});

test('what cannot be checked fails the run with --require-all', async () => {
  const args = ['-u', good.url, '--token', usable.token, '--only', 'api-keys', '--require-all'];
  const { status } = await chck([
    '-u',
    good.url,
    '--token',
    usable.token,
    '--only',
    'KEY-002,KEY-003',
    '--require-all',
  ]);
  expect(status).toBe(1);
  expect((await chck([...args, '--only', 'KEY-002', '--skip', 'KEY-001,KEY-003'])).status).toBe(1);
});

test('a read-only run sends no POST and no DELETE', async () => {
  const before = good.state.accounts.flatMap(({ targets, removed }) => [...targets, ...removed]).length;
  const { status, out } = await chck(['-u', good.url, '--token', usable.token, '--read-only']);
  expect(status).toBe(0);
  expect(good.state.accounts.flatMap(({ targets, removed }) => [...targets, ...removed])).toHaveLength(
    before,
  );
  expect(out).toContain('the run is read-only: ');
});

test('a broken rule exits with 1, and every report names it', async () => {
  const { url, token } = await buggy();
  const files = {
    junit: join(folder, 'r.xml'),
    json: join(folder, 'r.json'),
    markdown: join(folder, 'r.md'),
  };
  const reporters = Object.entries(files).map(([name, file]) => `${name}=${file}`);
  const args = ['-u', url, '--token', token, '--only', 'GRD-003,GRD-004,FILT-004'];
  const { status, out, err } = await chck([...args, '--reporter', ['github', ...reporters].join(',')], {
    GITHUB_WORKSPACE: packageRoot,
  });
  expect(status).toBe(1);
  expect(err).toContain('Failed: 1 passed, 2 failed, 0 not checked');
  const lines = out.split('\n');
  expect(lines).toHaveLength(3);
  for (const line of lines.slice(0, 2))
    expect(line).toMatch(
      /^::error file=openapi\/partner-api\.v1\.yaml,line=\d+,title=(GRD-003|FILT-004) [^:,]*::[^\n]+%0A/,
    );

  const junit = readFileSync(files.junit, 'utf8');
  expect(junit).toContain('<testsuites name="CHCK contract" tests="3" failures="2"');
  expect(junit).toMatch(
    /<testcase classname="chck\.grading-detail" name="GRD-003 [^"]+" time="[\d.]+">\n\s+<failure message=/,
  );
  expect(junit.match(/<testcase /g)).toHaveLength(3);

  const json = JSON.parse(readFileSync(files.json, 'utf8'));
  expect(json).toMatchObject({ version: 1, passed: false, counts: { passed: 1, failed: 2 } });
  const failure = json.results.find(({ id }: { id: string }) => id === 'GRD-003').failures[0];
  expect(failure).toMatchObject({
    where: 'getGrading 500',
    curl: expect.stringMatching(/^curl -i .*gradings\/not-a-uuid'$/),
  });

  expect(readFileSync(files.markdown, 'utf8')).toContain(
    '### GRD-003 refuses a grading id that is no UUID with 400',
  );
  for (const file of Object.values(files)) expect(readFileSync(file, 'utf8')).not.toContain(token);
});

test('on GitHub the summary is written without being asked for', async () => {
  const summary = join(folder, 'summary.md');
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary };
  const { status, out } = await chck(['-u', good.url, '--token', usable.token, '--only', 'health'], env);
  expect(status).toBe(0);
  expect(readFileSync(summary, 'utf8')).toContain('✅ CHCK contract: passed');
  expect(out).toContain('CHCK contract: 2 passed');
});

test('prefixes of rules choose and leave out rules', async () => {
  const all = await chck(['--list', '--json', '--only', 'AUTH,PAGE-001']);
  const few = await chck(['--list', '--json', '--only', 'auth,PAGE-001', '--skip', 'AUTH']);
  const ids = ({ out }: { out: string }) => JSON.parse(out).rules.map(({ id }: { id: string }) => id);
  expect(ids(all)).toEqual(expect.arrayContaining(['AUTH-001', 'AUTH-002', 'PAGE-001']));
  expect(ids(few)).toEqual(['PAGE-001']);
});

test('a baseline makes failures known, and a stale entry fails the run', async () => {
  const { url, token } = await buggy();
  const file = join(folder, 'baseline.yaml');
  const args = ['-u', url, '--token', token, '--only', 'GRD-003,GRD-004', '--baseline', file];
  writeFileSync(file, 'known:\n  - { rule: GRD-003, owner: pipeline, expires: 2999-01-01 }\n');
  expect(await chck(args)).toMatchObject({ status: 0, out: expect.stringContaining('1 known') });
  writeFileSync(file, 'known:\n  - { rule: GRD-004, owner: pipeline, expires: 2999-01-01 }\n');
  const stale = await chck([...args, '--skip', 'GRD-003']);
  expect(stale).toMatchObject({
    status: 1,
    out: expect.stringContaining('GRD-004 (pipeline): the rule passes now'),
  });
  writeFileSync(file, 'known:\n  - { rule: GRD-003, owner: pipeline, expires: 2020-01-01 }\n');
  expect(await chck(args)).toMatchObject({
    status: 1,
    out: expect.stringContaining('it expired on 2020-01-01'),
  });
  writeFileSync(file, 'known:\n  - { rule: GRD-999, owner: pipeline, expires: 2999-01-01 }\n');
  expect(await chck(args)).toMatchObject({
    status: 2,
    err: expect.stringContaining('there is no rule GRD-999'),
  });
});

test.each([
  [['--only', 'NOPE-001', '--mock'], 'NOPE-001 is no rule and no area'],
  [['-u', 'http://127.0.0.1:9'], 'Nothing responds at http://127.0.0.1:9'],
  [['-u', 'not a url'], 'is no http(s) URL'],
  [[], 'Give --base-url URL'],
  [['--mock', '--reporter', 'csv'], 'There is no reporter csv'],
  [['--mock', '--deviate', 'AUTH-999'], 'There is no deviation AUTH-999'],
  [['--mock', '--read-only', '--only', 'KEY-002'], 'No rule could be checked: the run is read-only'],
])('%j cannot be run, and exits with 2', async (args, message) => {
  const { status, err } = await chck(args);
  expect([status, err]).toEqual([2, expect.stringContaining(message)]);
});

test('without a token and a driver it says which to give, and exits with 2', async () => {
  const { status, err } = await chck(['-u', good.url]);
  expect([status, err]).toEqual([2, expect.stringContaining('Give --token (or CHCK_TOKEN)')]);
});

test('an interrupted run exits with 130', async () => {
  const controller = new AbortController();
  controller.abort();
  expect((await chck(['--mock'], {}, controller.signal)).status).toBe(130);
});

test('--list shows the rules and runs none', async () => {
  const { status, out } = await chck(['--list', '--only', 'secrets']);
  expect(status).toBe(0);
  expect(out).toContain('SECRET-001  seed       puts no token into any response or webhook');
  const json = await chck(['--list', '--json', '--only', 'health']);
  expect(JSON.parse(json.out).rules.map(({ id }: { id: string }) => id)).toEqual([
    'HEALTH-001',
    'HEALTH-002',
  ]);
});

test('a driver module is loaded, and one with an unknown method is refused', async () => {
  const file = join(folder, 'driver.mjs');
  const token = JSON.stringify(usable.token);
  writeFileSync(
    file,
    `export default ({ baseUrl }) => ({ createAccount: async () => ({ accountId: baseUrl, token: ${token} }) });`,
  );
  const run = await chck(['-u', good.url, '--driver', file, '--only', 'gradings-list']);
  expect(run).toMatchObject({ status: 0, out: expect.stringContaining('PASSED') });
  const unknown = join(folder, 'unknown.mjs');
  writeFileSync(unknown, 'export default { mintAccount: async () => ({}) };');
  const refused = await chck(['-u', good.url, '--driver', unknown]);
  expect(refused).toMatchObject({ status: 2, err: expect.stringContaining('mintAccount') });
});

test('--compare reports only the rules whose verdicts differ', async () => {
  const { url, token } = await buggy();
  const common = ['--only', 'GRD-003,GRD-004', '--token', usable.token, '--seed', '4'];
  const differing = await chck(['--compare', good.url, url, '--token-b', token, ...common]);
  expect(differing.status).toBe(1);
  expect(differing.out).toMatch(/GRD-003 [^\n]+\n {2}A: passed\n {2}B: failed/);
  expect(differing.out).not.toContain('GRD-004');
  const same = await chck(['--compare', good.url, good.url, ...common]);
  expect(same).toMatchObject({
    status: 0,
    out: expect.stringContaining('2 rules, no difference in verdict (seed 4)'),
  });
});

test('an interruption in the middle ends the run early, with what was judged until then', async () => {
  const controller = new AbortController();
  const report = await runContractSuite({
    baseUrl: good.url,
    token: usable.token,
    signal: controller.signal,
    onResult: ({ id }) => {
      if (id === 'AUTH-001') controller.abort();
    },
  });
  expect(report.interrupted).toBe(true);
  expect(report.results.some(({ id, verdict }) => id === 'AUTH-001' && verdict === 'passed')).toBe(true);
  expect(report.results.length).toBeLessThan(100);
  expect(process.listeners('SIGINT').filter((listener) => `${listener}`.includes('process.exit'))).toEqual(
    [],
  );
});

test('an annotation names the document only when it is a file of the checked-out repository', async () => {
  const { url, token } = await buggy();
  const args = ['-u', url, '--token', token, '--only', 'GRD-003', '--reporter', 'github'];
  for (const workspace of [folder, undefined]) {
    const { out } = await chck(args, workspace === undefined ? {} : { GITHUB_WORKSPACE: workspace });
    expect(out).toMatch(/^::error title=GRD-003 /);
  }
});

test('a CTRF report has one test for each rule', async () => {
  const { url, token } = await buggy();
  const args = ['-u', url, '--token', token, '--only', 'GRD-003,GRD-004', '--reporter', 'ctrf'];
  expect(JSON.parse((await chck(args)).out)).toMatchObject({
    reportFormat: 'CTRF',
    results: {
      summary: { tests: 2, passed: 1, failed: 1, pending: 0, skipped: 0, other: 0 },
      tests: [{ status: 'failed', suite: ['grading-detail'] }, { status: 'passed' }],
    },
  });
});
