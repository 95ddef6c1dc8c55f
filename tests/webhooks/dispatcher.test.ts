import { describe, expect, it } from 'vitest';
import type { AttemptResult } from '../../src/store/attempts.js';
import type { AttemptSender } from '../../src/webhooks/delivery-cycle.js';
import { startReceiver } from '../support/receiver.js';
import { startDispatcher } from './start-dispatcher.js';

const success: AttemptResult = {
  durationMs: 1,
  responseStatus: 200,
  responseHeaders: {},
  responseBody: '',
  failure: null,
  failureDetail: null,
};

/** A sender whose attempts to URLs with `hang` never end, not even when they are interrupted. */
function senderThatHangs(): AttemptSender & { sent: string[] } {
  const sent: string[] = [];
  return {
    sent,
    send: ({ url }) => {
      sent.push(url);
      return url.includes('hang') ? new Promise(() => undefined) : Promise.resolve(success);
    },
    interrupt: () => undefined,
    close: () => undefined,
  };
}

const many = (count: number, url: string) => Array.from({ length: count }, () => url);

describe('a full lane', () => {
  it('does not delay the retries of another lane', async () => {
    const { dispatcher, deliver, store } = await startDispatcher();
    const hanging = await startReceiver(() => undefined);
    const failing = await startReceiver(500, 500, 500, 200);
    await deliver(...many(17, hanging.url), failing.url);
    await failing.until(4);
    expect(hanging.received).toHaveLength(16);
    await dispatcher.hold(async () => undefined);
    const [last] = await store.deliveries.list({ limit: 1 });
    expect(last).toMatchObject({ url: failing.url, state: 'delivered', attemptCount: 4 });
  });
});

describe('hold', () => {
  it('continues after a second with attempts in flight, and delivers nothing meanwhile', async () => {
    const sender = senderThatHangs();
    const { dispatcher, deliver } = await startDispatcher({}, sender);
    await deliver('http://hang/1');
    await dispatcher.hold(async () => {
      await deliver('http://other/1');
      expect(sender.sent).toEqual(['http://hang/1']);
    });
    await expect.poll(() => sender.sent).toEqual(['http://hang/1', 'http://other/1']);
  });

  it('delivers in deliverDue what is due, beside attempts that hang', async () => {
    const sender = senderThatHangs();
    const { dispatcher, deliver } = await startDispatcher({}, sender);
    await deliver(...many(16, 'http://hang/'));
    await dispatcher.hold(async () => {
      await deliver('http://other/1', 'http://other/2');
      await dispatcher.deliverDue();
      expect(sender.sent.slice(16)).toEqual(['http://other/1', 'http://other/2']);
    });
  });

  it('ends deliverDue within a second when another caller waits', async () => {
    const { dispatcher, deliver } = await startDispatcher({}, senderThatHangs());
    await dispatcher.hold(async () => {
      await deliver('http://hang/1');
      const due = dispatcher.deliverDue();
      dispatcher.hurry();
      await due;
    });
  });

  it('ends deliverDue when its signal is aborted and when the dispatcher is closed', async () => {
    const { dispatcher, deliver } = await startDispatcher({}, senderThatHangs());
    await dispatcher.hold(async () => {
      await deliver('http://hang/1');
      const controller = new AbortController();
      const aborted = expect(dispatcher.deliverDue(controller.signal)).rejects.toThrow('The client left');
      controller.abort(new Error('The client left'));
      await aborted;
      const closed = expect(dispatcher.deliverDue()).rejects.toThrow('The mock is closed.');
      await dispatcher.close();
      await closed;
    });
  });

  it('makes abandoned deliveries due again, also when their attempts never end', async () => {
    const { dispatcher, deliver, store } = await startDispatcher({}, senderThatHangs());
    await deliver('http://hang/1');
    await dispatcher.hold(async () => undefined, 'abandon');
    await expect
      .poll(() => store.deliveries.list({ limit: 1 }))
      .toMatchObject([{ state: 'sending', attemptCount: 2 }]);
    expect(await store.attempts.list(1)).toMatchObject([
      { number: 1, failure: 'interrupted' },
      { number: 2, failure: null, durationMs: null },
    ]);
  });
});

describe('a store that fails', () => {
  it('at any one statement loses no delivery, reports the error and continues', async () => {
    const receiver = await startReceiver(200);
    for (let statement = 1; ; statement += 1) {
      const { dispatcher, database, deliver, store, errors } = await startDispatcher();
      await deliver();
      await dispatcher.start();
      await dispatcher.idle();
      let count = 0;
      database.failing = () => {
        count += 1;
        return count === statement + 2;
      };
      // The transaction that adds the delivery has two statements and a commit before the dispatcher's first one.
      await deliver(`${receiver.url}/${statement}`).catch(() => undefined);
      await dispatcher.idle();
      database.failing = () => false;
      const [delivery] = await store.deliveries.list({ limit: 1 });
      if (delivery !== undefined) expect(delivery).toMatchObject({ state: 'delivered' });
      if (count < statement + 2) {
        expect(statement).toBeGreaterThan(8);
        break;
      }
      if (delivery !== undefined) expect(errors).toHaveLength(1);
    }
  });

  it('for a time delays deliveries, and close ends', async () => {
    const receiver = await startReceiver(200);
    const { dispatcher, database, deliver, errors } = await startDispatcher();
    await deliver(receiver.url);
    await receiver.until(1);
    await dispatcher.idle();
    let failing = true;
    database.failing = (statement) => failing && statement === 'COMMIT' && errors.length < 3;
    dispatcher.wake();
    await expect.poll(() => errors.length).toBe(3);
    failing = false;
    await deliver(receiver.url);
    await receiver.until(2);
    expect(errors).toMatchObject([{ message: 'SQLITE_FULL: database or disk is full' }, {}, {}]);
  });

  it('for ever does not keep close from ending, and the next process delivers', async () => {
    const receiver = await startReceiver(200);
    const { dispatcher, database, deliver, store } = await startDispatcher();
    await deliver(receiver.url);
    database.failing = (statement) => statement.startsWith('UPDATE attempts');
    await receiver.until(1);
    await dispatcher.close();
    database.failing = () => false;
    expect(await store.deliveries.list({ limit: 1 })).toMatchObject([{ state: 'sending' }]);
  });

  it('for ever ends deliverDue with the error', async () => {
    const { dispatcher, database, deliver } = await startDispatcher();
    await dispatcher.hold(async () => {
      await deliver();
      database.failing = () => true;
      await expect(dispatcher.deliverDue()).rejects.toThrow('SQLITE_FULL');
    });
  });
});

it('a listener or an error handler that throws does not stop deliveries', async () => {
  const receiver = await startReceiver(200);
  const onError = () => {
    throw new Error('the handler fails');
  };
  const { dispatcher, deliver } = await startDispatcher({ onError });
  dispatcher.onAttempt(() => {
    throw new Error('the listener fails');
  });
  await deliver(receiver.url);
  await deliver(receiver.url);
  await receiver.until(2);
  await dispatcher.idle();
});

describe('retention', () => {
  it('keeps the latest 100 attempts of a delivery', async () => {
    const receiver = await startReceiver(...Array.from({ length: 102 }, () => 500), 200);
    const { dispatcher, deliver, store } = await startDispatcher({ schedule: { baseMs: 1, capMs: 1 } });
    await deliver(receiver.url);
    await receiver.until(103);
    await dispatcher.idle();
    const attempts = await store.attempts.list(1);
    expect(attempts).toHaveLength(100);
    expect(attempts.at(0)?.number).toBe(4);
    expect(attempts.at(-1)).toMatchObject({ number: 103, failure: null });
  });

  it('keeps 10,000 finished deliveries and deletes the oldest, with their attempts', async () => {
    const { dispatcher, deliver, store } = await startDispatcher({}, senderThatHangs());
    await deliver('http://hang/1', ...many(11_000, 'http://other/'));
    await expect
      .poll(async () => (await store.deliveries.find(11_001))?.state, { timeout: 20_000 })
      .toBe('delivered');
    await dispatcher.hold(async () => undefined);
    expect(await store.deliveries.find(2)).toBeUndefined();
    expect(await store.attempts.list(2)).toEqual([]);
    expect(await store.deliveries.find(1)).toMatchObject({ state: 'sending' });
    const kept = await store.deliveries.list({ limit: 20_000, state: 'delivered' });
    expect(kept.length).toBeLessThan(11_000);
    expect(kept.length).toBeGreaterThanOrEqual(10_000);
  }, 30_000);
});
