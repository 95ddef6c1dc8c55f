import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../support/chck.js';
import { startReceiver } from '../support/receiver.js';
import { runChck, startChck } from '../support/run-chck.js';

const TOKEN = `shbx_${'setup-token_0123'.repeat(4)}`;
const OTHER = `shbx_${'other-token_0123'.repeat(4)}`;

async function statusOf(url: string, token: string, path = '/v1/account'): Promise<number> {
  return (await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })).status;
}

async function served(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const running = startChck(['serve', '--port', '0', '--json', '--log-level', 'silent', ...args], { env });
  await running.until(/\{.*\}/);
  return { running, url: String(JSON.parse(running.out).url) };
}

function setupFile(content: object): string {
  const file = join(emptyFolder(), 'setup.yaml');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

describe('chck serve --setup', () => {
  it('creates keys, targets and faults and runs the scenario, once for the same data', async () => {
    const handler = await startReceiver(204);
    const file = setupFile({
      keys: [{ name: 'Backend', token: TOKEN }],
      targets: [{ outcome: 'success', url: handler.url }],
      faults: [{ kind: 'status', status: 503, operation: 'listCards' }],
      scenario: [{ start: { count: 2 } }, { complete: { outcome: 'success' } }],
    });
    const args = ['--data', join(emptyFolder(), 'mock.db'), '--setup', file];
    const first = await served(args);
    await handler.until(2);
    expect([await statusOf(first.url, TOKEN), await statusOf(first.url, TOKEN, '/v1/cards')]).toEqual([
      200, 503,
    ]);
    expect(first.running.err).toContain('setup: key shbx_setup-t… "Backend" created');
    expect(first.running.err).toContain('setup: scenario, complete: 2 gradings ended.');
    first.running.interrupt();
    await first.running.ended;

    const second = await served(args);
    const list = async (what: string) => (await runChck(what, 'list', '--json', '--url', second.url)).json();
    expect((await list('webhooks')).targets).toHaveLength(1);
    expect((await list('faults')).faults).toHaveLength(1);
    expect(await statusOf(second.url, TOKEN)).toBe(200);
    expect(second.running.err).not.toContain('scenario');
    expect(handler.received).toHaveLength(2);
  });

  it('applies a changed file and a changed world with --watch, says what changed, and survives a mistake', async () => {
    const file = setupFile({
      keys: [{ token: TOKEN }],
      targets: [{ url: 'http://127.0.0.1:9/one' }],
    });
    const world = join(emptyFolder(), 'world.yaml');
    const worldOf = (email: string) => JSON.stringify({ accounts: [{ email, rawCards: 1 }] });
    writeFileSync(world, worldOf('one@partner.example'));
    const { running, url } = await served(['--ephemeral', '--setup', file, '--world', world, '--watch']);

    writeFileSync(file, '{ "targts": [] }');
    await running.until(/not applied: .*there is no targts\. Did you mean targets\?/);
    writeFileSync(file, JSON.stringify({ keys: [{ token: OTHER }], faults: [{ kind: 'reset', next: 1 }] }));
    await running.until(/fault \d+ \(reset\) added/);
    expect(running.err).toMatch(
      /key shbx_setup-t… "API key" revoked\n.*target 1 removed\n.*key shbx_other-t… /,
    );
    writeFileSync(file, JSON.stringify({ keys: [{ token: OTHER }] }));
    await running.until(/fault \d+ \(reset\) removed/);
    expect([await statusOf(url, TOKEN), await statusOf(url, OTHER)]).toEqual([401, 200]);

    writeFileSync(world, worldOf('two-longer@partner.example'));
    await running.until(/the world is recreated\n.*key shbx_other-t… "API key" created/);
    const { accounts } = (await runChck('accounts', 'list', '--json', '--url', url)).json();
    expect(accounts).toMatchObject([{ email: 'two-longer@partner.example' }]);
  });

  it.each([
    [{ keys: [{ token: 'short' }] }, [], /token must be shbx_ and 64 characters/],
    [{ keys: [{ token: TOKEN, nmae: 'x' }] }, [], /keys\/0: there is no nmae\. Did you mean name\?/],
    [{ keys: [{}] }, [], /keys\/0: token is missing/],
    [{ targets: [{ url: 'http://a.example', outcome: 'maybe' }] }, [], /targets: .*outcome/],
    [{ faults: [{ kind: 'status', status: 503 }], scenario: [{ jump: '1d' }] }, [], /scenario: /],
    [{ targets: {} }, [], /targets must be a list/],
    [{ keys: [{ token: TOKEN }] }, ['--host', '0.0.0.0'], /keys with given tokens, which are refused/],
  ])('refuses %j', async (content, flags, message) => {
    const env = { CHCK_ADMIN_TOKEN: 'an-admin-token-of-this-test' };
    const args = ['serve', '--ephemeral', '--port', '0', '--setup', setupFile(content), ...flags];
    const { status, err } = await startChck(args, { env, interrupted: AbortSignal.timeout(10_000) }).ended;
    expect([status, err]).toEqual([2, expect.stringMatching(message)]);
  });

  it('refuses a file that is not there, and --watch without a file', async () => {
    expect((await runChck('serve', '--ephemeral', '--setup', './none.yaml')).err).toContain(
      'The setup ./none.yaml cannot be read',
    );
    expect((await runChck('serve', '--ephemeral', '--watch')).err).toContain('--watch needs a file');
  });
});
