import { describe, expect, it } from 'vitest';
import { signedIn } from '../support/portal-visitor.js';
import { startReceiver } from '../support/receiver.js';
import { startMock } from '../support/start-mock.js';

const FIRE = '/dashboard/webhooks/fire';

describe('a fault of the switchboard', () => {
  it('applies to every delivery of the firing, and to no later one', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    const receivers = [await startReceiver(200), await startReceiver(200), await startReceiver(200)];
    for (const { url } of receivers) await mock.targets.create({ url });
    await visitor.post(FIRE, { outcome: 'success', fault: 'drop', count: '2' });
    const states = (await mock.deliveries.list()).map(({ state, fault }) => `${state} ${fault}`);
    expect(states).toEqual(Array.from({ length: 6 }, () => 'dropped drop'));
    await visitor.post(FIRE, { outcome: 'success' });
    for (const receiver of receivers) expect(await receiver.until(1)).toHaveLength(1);
    expect(await mock.faults.list()).toEqual([]);
  });

  it('leaves nothing for later when no target is registered', async () => {
    const mock = await startMock();
    const visitor = await signedIn(mock);
    await visitor.post(FIRE, { outcome: 'success', fault: 'duplicate' });
    const receiver = await startReceiver(200);
    await mock.targets.create({ url: receiver.url });
    await mock.triggers.fire({ outcome: 'success' });
    await receiver.until(1);
    await mock.deliveries.settled();
    expect(receiver.received).toHaveLength(1);
  });

  it('applies when the gradings end later', async () => {
    const mock = await startMock();
    await mock.clock.freeze();
    const visitor = await signedIn(mock);
    const receiver = await startReceiver(200);
    await mock.targets.create({ url: receiver.url });
    await visitor.post(FIRE, { outcome: 'success', fault: 'wrong-outcome', delay: '5m' });
    await mock.clock.advance('6m');
    const [webhook] = await receiver.until(1);
    expect(JSON.parse(webhook?.body ?? '')).toMatchObject({ outcome: 'failure' });
  });

  it('changes the order of the deliveries of one firing', async () => {
    const mock = await startMock();
    await mock.clock.freeze();
    const visitor = await signedIn(mock);
    await mock.targets.create({ url: 'http://127.0.0.1:9/' });
    await visitor.post(FIRE, { outcome: 'success', fault: 'reorder', count: '2' });
    const [second, first] = await mock.deliveries.list();
    expect([first?.fault, second?.fault]).toEqual(['reorder', null]);
  });
});
