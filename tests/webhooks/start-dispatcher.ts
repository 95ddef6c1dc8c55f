import { onTestFinished } from 'vitest';
import { Clock } from '../../src/clock.js';
import type { NewDelivery } from '../../src/store/deliveries.js';
import { openSqlite } from '../../src/store/sqlite/open-sqlite.js';
import { Store } from '../../src/store/store.js';
import type { AttemptSender } from '../../src/webhooks/delivery-cycle.js';
import { Dispatcher, type DispatcherOptions } from '../../src/webhooks/dispatcher.js';
import { WebhookSender } from '../../src/webhooks/webhook-sender.js';
import { FailingDatabase } from '../support/failing-database.js';

export interface DispatcherSetup {
  dispatcher: Dispatcher;
  store: Store;
  clock: Clock;
  database: FailingDatabase;
  errors: unknown[];
  /** Adds one delivery per URL, due now, and wakes the dispatcher. */
  deliver(...urls: string[]): Promise<void>;
}

/** Creates a dispatcher with a store in memory. It is closed when the test ends. */
export async function startDispatcher(
  options: Partial<DispatcherOptions> = {},
  sender: AttemptSender = new WebhookSender({ timeoutMs: 500, publicOnly: false }),
): Promise<DispatcherSetup> {
  const database = new FailingDatabase(await openSqlite());
  const store = new Store(database);
  const clock = new Clock();
  const errors: unknown[] = [];
  const dispatcher = new Dispatcher(store, clock, sender, {
    schedule: { baseMs: 20, capMs: 20 },
    seed: () => '1',
    signingKey: undefined,
    onError: (error) => errors.push(error),
    ...options,
  });
  const userId = await store.accounts.addUser(clock.now());
  onTestFinished(async () => {
    database.failing = () => false;
    await dispatcher.close();
    await store.close();
  });
  let count = 0;
  const deliveryTo = (url: string): NewDelivery => {
    count += 1;
    const now = clock.now();
    return {
      messageId: `msg_${count}`,
      userId,
      targetId: null,
      url,
      gradingId: '00000000-0000-4000-8000-000000000000',
      outcome: 'success',
      body: '{}',
      fault: null,
      state: 'pending',
      nextAttemptAt: now,
      createdAt: now,
    };
  };
  return {
    dispatcher,
    store,
    clock,
    database,
    errors,
    deliver: async (...urls) => {
      await store.transaction((tables) => tables.deliveries.add(urls.map(deliveryTo)));
      dispatcher.wake();
    },
  };
}
