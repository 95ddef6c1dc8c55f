import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMock } from '../../src/mock.js';
import type { ScenarioStep } from '../../src/services/scenario.js';
import { startReceiver } from '../support/receiver.js';
import { runChck } from '../support/run-chck.js';
import { startMock } from '../support/start-mock.js';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chck-scenarios-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

describe('a scenario', () => {
  it('starts, completes, fires with a fault, advances and sends again, in this order', async () => {
    const mock = await startMock();
    await mock.clock.freeze();
    const receiver = await startReceiver(500, 200);
    const steps: ScenarioStep[] = [
      { target: { url: receiver.url } },
      { start: { count: 2 } },
      { complete: { outcome: 'success', grade: 9.5 } },
      { fault: { kind: 'status', status: 503, next: 1 } },
      { fire: { outcome: 'success', delay: '5m', fault: { kind: 'duplicate' } } },
      { advance: '1h' },
      { resend: 'last' },
    ];
    await mock.scenarios.save({ name: 'A late webhook', steps });
    const run = await mock.scenarios.run({ name: 'A late webhook' });
    expect(run.steps.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'target: Target 1 gets the webhooks of success.',
      'start: 2 gradings started.',
      'complete: 2 gradings ended.',
      'fault: Fault 1 is status.',
      'fire: 1 grading of success, 0 deliveries.',
      expect.stringMatching(/^advance: The clock moved by 1h; \d+ events happened\.$/),
      'resend: 1 delivery sent again.',
    ]);
    expect(run.gradings).toHaveLength(3);
    expect(run.deliveries).toEqual([1, 2, 3, 4, 5]);
    expect((await mock.gradings.get(run.gradings[0] ?? '')).grades?.full).toBe(9.5);
    await mock.deliveries.settled();
    expect((await mock.deliveries.list({ state: 'delivered' })).length).toBe(5);
  });

  it('names the step that fails, and keeps what was done before', async () => {
    const mock = await startMock();
    const run = (steps: ScenarioStep[]) => mock.scenarios.run({ steps });
    await expect(run([{ start: {} }, { resend: 'all' }])).rejects.toThrow(
      'Step 2 (resend): the scenario has no delivery to send again; is a target registered?',
    );
    await expect(run([{ complete: {} }])).rejects.toThrow('Step 1 (complete): no grading of the scenario');
    await expect(run([{ start: { card: 999_999 } }])).rejects.toThrow('Step 1 (start): ');
    await expect(run([])).rejects.toThrow('steps');
    await expect(run([{}])).rejects.toThrow('steps');
    const two: ScenarioStep = { advance: '1m', resend: 'all' };
    await expect(run([two])).rejects.toThrow('steps');
    await expect(mock.scenarios.run({ name: 'Nothing' })).rejects.toThrow('There is no scenario "Nothing".');
    await expect(mock.scenarios.run({})).rejects.toThrow('give one of them');
  });

  it('survives a restart with data and a reset, and is replaced by another of its name', async () => {
    const data = join(await temporaryFolder(), 'mock.db');
    const before = await createMock({ data });
    await before.scenarios.save({ name: 'B', steps: [{ advance: '1m' }] });
    await before.scenarios.save({ name: 'A', steps: [{ advance: '1m' }] });
    await before.scenarios.save({ name: 'B', steps: [{ advance: '2m' }] });
    await before.world.reset({ world: 'empty' });
    await before.close();
    const after = await startMock({ data });
    expect(await after.scenarios.list()).toEqual([
      { name: 'A', steps: [{ advance: '1m' }] },
      { name: 'B', steps: [{ advance: '2m' }] },
    ]);
    await after.scenarios.remove('A');
    expect((await after.scenarios.list()).map(({ name }) => name)).toEqual(['B']);
    await expect(after.scenarios.remove('A')).rejects.toThrow('Saved: B.');
  });

  it('is saved, listed, run and removed on the command line', async () => {
    const mock = await startMock();
    const chck = (...args: string[]) => runChck('scenarios', ...args, '--url', mock.url);
    const file = join(await temporaryFolder(), 'steps.yaml');
    await writeFile(file, 'steps:\n  - start: { count: 2 }\n  - complete: { outcome: failure }\n');
    expect((await chck('save', 'Two failures', file)).out).toBe('Saved Two failures with 2 steps.\n');
    expect((await chck()).out).toMatch(/^SCENARIO +STEPS\nTwo failures +start, complete\n$/);
    const text = '1. start: 2 gradings started.\n2. complete: 2 gradings ended.\n';
    expect((await chck('run', 'Two failures')).out).toBe(text);
    expect((await chck('run', file)).out).toBe(text);
    expect((await chck('run', 'Two failures', '--json')).json()).toMatchObject({ deliveries: [] });
    expect((await chck('remove', 'Two failures')).out).toBe('Removed Two failures.\n');
    const missing = await chck('run', 'Two failures');
    expect(missing).toMatchObject({ status: 2 });
    expect(missing.err).toContain('There is no scenario "Two failures".');
    await writeFile(file, '- start: { cuont: 2 }\n');
    const wrong = await chck('run', file);
    expect(wrong).toMatchObject({ status: 2 });
    expect(wrong.err).toContain('cuont');
    await writeFile(file, '- start: {\n');
    expect((await chck('run', file)).err).toContain('steps must be YAML or JSON; there is a mistake');
  });
});
