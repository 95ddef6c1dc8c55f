import { describe, expect, it } from 'vitest';
import { signedIn } from '../support/portal-visitor.js';
import { startMock } from '../support/start-mock.js';

const CLOCK = '/dashboard/simulator/clock';

describe('the clock of the simulator', () => {
  it('advances to the next due event, and returns to real time', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    await mock.clock.freeze();
    const { id } = await mock.gradings.start({ delay: '10m' });
    expect((await visitor.get('/dashboard/simulator')).html).toContain('The next event is due');
    await visitor.post(`${CLOCK}/next`);
    expect((await mock.gradings.get(id)).state).toBe('in_progress');
    const { html } = await visitor.postAndFollow(`${CLOCK}/next`);
    expect((await mock.gradings.get(id)).state).toBe('completed');
    expect(html).toContain('Nothing is due.');
    expect((await visitor.post(`${CLOCK}/next`)).status).toBe(409);
    await visitor.post(`${CLOCK}/real-time`);
    expect(mock.clock.read()).toMatchObject({ frozen: false, offsetMs: 0 });
  });
});

describe('the faults of the simulator', () => {
  it('have the fields of the chosen kind, with values that work as they are', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    await mock.targets.create({ url: 'http://127.0.0.1:9/' });
    const kinds = ['status', 'latency', 'drip', 'delay', 'reorder', 'drop'];
    for (const kind of kinds) {
      const { html } = await visitor.get(`/dashboard/simulator?kind=${kind}`);
      const fields = /<div id="fault-fields".*?<div class="buttons">/s.exec(html)?.[0] ?? '';
      const values = [...fields.matchAll(/name="(\w+)" type="text" value="([^"]*)"/g)];
      const form = Object.fromEntries(values.map(([, name = '', value = '']) => [name, value]));
      if (kind === 'reorder') form.target = /<option value="(\d+)">Target/.exec(fields)?.[1] ?? '';
      expect([kind, (await visitor.post('/dashboard/simulator/faults', { kind, ...form })).status]).toEqual([
        kind,
        303,
      ]);
    }
    expect((await mock.faults.list()).map(({ kind }) => kind)).toEqual(kinds);
    expect((await visitor.get('/dashboard/simulator?kind=drop')).html).toContain('Target 1 (success)');
    await visitor.post('/dashboard/simulator/faults/remove-all');
    expect(await mock.faults.list()).toEqual([]);
  });
});

describe('the snapshots of the simulator', () => {
  it('are taken and restored', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    const { html } = await visitor.postAndFollow('/dashboard/simulator/snapshots');
    expect(html).toContain('The state is kept as snapshot-1.');
    await mock.targets.create({ url: 'http://127.0.0.1:9/' });
    const restored = await visitor.postAndFollow('/dashboard/simulator/snapshots/snapshot-1/restore');
    expect(restored.html).toContain('The state of snapshot-1 is restored.');
    expect(await mock.targets.list()).toEqual([]);
    expect((await visitor.post('/dashboard/simulator/snapshots/snapshot-9/restore')).status).toBe(404);
  });
});

describe('an account whose keys get 403', () => {
  it('says so on its pages', async () => {
    const mock = await startMock();
    const { account } = await mock.accounts.create({ usable: false });
    const visitor = await signedIn(mock, account.id);
    for (const path of ['/dashboard', '/dashboard/api-keys', '/dashboard/traffic']) {
      expect((await visitor.get(path)).html).toContain('its role is member, not partner');
    }
  });
});
