import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { cardListFields } from '../../src/partner-api/formatters/card.js';
import { gradingListFields } from '../../src/partner-api/formatters/grading.js';
import type { CardQuery } from '../../src/store/cards.js';
import type { DeliveryQuery } from '../../src/store/deliveries.js';
import { Store } from '../../src/store/store.js';
import { loadWorld } from '../../src/world/load-world.js';
import { seedWorld } from '../../src/world/seed-world.js';
import { engines, usesPostgres } from '../support/engines.js';
import { hasPostgres, postgresNote } from '../support/postgres.js';

usesPostgres();

/** A call of the store, with a description for failures. */
type Call = [name: string, (store: Store) => Promise<unknown>];

const users = fc.constantFrom(1, 2);
const instants = fc
  .integer({ min: 0, max: 30 })
  .map((days) => new Date(Date.UTC(2026, 8, 1) + days * 86_400_000).toISOString());
const small = fc.integer({ min: 1, max: 6 });
const texts = fc.constantFrom(
  'e',
  'an',
  'Ø',
  'ø',
  '佐藤',
  'topps',
  'TOPPS',
  '19',
  'rc-',
  '%',
  '_',
  '\\',
  'zzz',
  'pokémon',
);

const cardQueries: fc.Arbitrary<CardQuery> = fc.record({
  userId: users,
  limit: fc.integer({ min: 1, max: 30 }),
  offset: fc.option(fc.nat(20), { nil: undefined }),
  before: fc.option(instants, { nil: undefined }),
  q: fc.option(texts, { nil: undefined }),
  graded: fc.constantFrom('all', 'graded', 'raw'),
  categoryId: fc.option(small, { nil: undefined }),
  sort: fc.constantFrom('added', 'player', 'year', 'brand', 'grade'),
  dir: fc.constantFrom('asc', 'desc'),
});

const deliveryQueries: fc.Arbitrary<DeliveryQuery> = fc.record({
  userId: fc.option(users, { nil: undefined }),
  state: fc.option(fc.constantFrom('pending', 'sending', 'delivered', 'cancelled', 'dropped'), {
    nil: undefined,
  }),
  beforeId: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
  targetId: fc.option(small, { nil: undefined }),
  limit: fc.integer({ min: 1, max: 10 }),
});

const calls: fc.Arbitrary<Call> = fc.oneof(
  cardQueries.map(
    (query): Call => [`cards.list(${JSON.stringify(query)})`, ({ cards }) => cards.list(query)],
  ),
  cardQueries.map(
    (query): Call => [
      `cards.asJson(${JSON.stringify(query)})`,
      ({ cards }) => cards.asJson(cardListFields)(query),
    ],
  ),
  fc
    .tuple(users, fc.constantFrom('completed', 'failed', 'submitted', undefined), fc.nat(10))
    .map(
      ([userId, state, offset]): Call => [
        `gradings.page(${userId}, ${state}, ${offset})`,
        ({ gradings }) => gradings.page(userId, { state, limit: 9, offset }),
      ],
    ),
  fc
    .tuple(users, instants)
    .map(
      ([userId, before]): Call => [
        `gradings.asJson(${userId}, ${before})`,
        ({ gradings }) => gradings.asJson(gradingListFields)(userId, 5, before),
      ],
    ),
  fc.tuple(users, fc.nat(20), fc.constantFrom(null, 1, 7.5, 10)).map(
    ([userId, position, grade]): Call => [
      `cards.setGrade(${position}, ${grade})`,
      async ({ cards, counts }) => {
        const page = {
          userId,
          limit: 1,
          offset: position,
          graded: 'all',
          sort: 'added',
          dir: 'asc',
        } as const;
        const [owned] = await cards.list(page);
        if (owned !== undefined)
          await cards.setGrade(owned.userCard.id, grade, 'chck', '2026-11-01T00:00:00.000Z');
        return counts.list(userId, 'card_grade');
      },
    ],
  ),
  fc.tuple(users, fc.nat(20), fc.constantFrom('failed', 'in_progress')).map(
    ([userId, position, state]): Call => [
      `gradings.update(${position}, ${state})`,
      async ({ gradings, counts }) => {
        const [grading] = await gradings.page(userId, { limit: 1, offset: position });
        if (grading !== undefined)
          await gradings.update({ ...grading, state, dueAt: '2026-11-02T00:00:00.000Z' });
        return [
          await counts.list(userId, 'grading_state'),
          await gradings.listDue('2026-12-01T00:00:00.000Z', 5),
        ];
      },
    ],
  ),
  fc.tuple(users, fc.constantFrom('http://a.example/ü', 'http://b.example/?q=1%20')).map(
    ([userId, url]): Call => [
      `webhookTargets.add(${url})`,
      async ({ webhookTargets }) => {
        const createdAt = '2026-10-01T00:00:00.000Z';
        return [
          await webhookTargets.add({ userId, outcome: 'success', url, createdAt }),
          await webhookTargets.list(userId),
        ];
      },
    ],
  ),
  fc
    .tuple(users, small)
    .map(
      ([userId, id]): Call => [
        `webhookTargets.remove(${id})`,
        ({ webhookTargets }) => webhookTargets.remove(userId, id),
      ],
    ),
  fc.tuple(users, fc.option(small), instants).map(
    ([userId, targetId, at]): Call => [
      `deliveries.add(${targetId})`,
      ({ deliveries }) =>
        deliveries.add([
          {
            messageId: 'msg_1',
            userId,
            targetId,
            url: 'http://a.example/',
            gradingId: '00000000-0000-4000-8000-000000000000',
            outcome: 'success',
            body: '{"emoji":"😀","quote":"\'\\""}',
            fault: null,
            state: 'pending',
            nextAttemptAt: at,
            createdAt: at,
          },
        ]),
    ],
  ),
  deliveryQueries.map(
    (query): Call => [
      `deliveries.list(${JSON.stringify(query)})`,
      ({ deliveries }) => deliveries.list(query),
    ],
  ),
  fc
    .constantFrom(2 ** 31, 2 ** 53, 2 ** 63, 1e21)
    .map(
      (id): Call => [
        `find(${id})`,
        async ({ cards, webhookTargets, deliveries, apiKeys }) => [
          await cards.find(1, id),
          await webhookTargets.remove(1, id),
          await deliveries.find(id),
          await apiKeys.find(id),
        ],
      ],
    ),
  fc.constant<Call>(['deliveries.dueByLane()', ({ deliveries }) => deliveries.dueByLane()]),
  fc.tuple(small, instants).map(
    ([targetId, now]): Call => [
      `deliveries.claim(target ${targetId}, ${now})`,
      async ({ deliveries, attempts }) => {
        const claimed = await deliveries.claim('an instance', `target ${targetId}`, now, 3);
        await attempts.begin(
          claimed.map(({ id, attemptNumber }) => ({
            deliveryId: id,
            number: attemptNumber,
            startedAt: now,
            startedRealMs: 1_796_000_000_000,
            requestHeaders: { 'content-type': 'application/json' },
            requestBody: '{}',
          })),
        );
        return claimed;
      },
    ],
  ),
  fc.tuple(small, instants).map(
    ([id, at]): Call => [
      `deliveries.markDelivered(${id})`,
      async ({ deliveries, attempts }) => {
        await deliveries.markDelivered([id], at);
        const result = {
          durationMs: 12.345678901234,
          responseStatus: 204,
          responseHeaders: { server: 'test' },
          responseBody: 'ß',
          failure: null,
          failureDetail: null,
        };
        await attempts.end([{ deliveryId: id, number: 1, result }]);
        return [await deliveries.find(id), await attempts.list(id)];
      },
    ],
  ),
  fc.tuple(small, instants).map(
    ([id, at]): Call => [
      `deliveries.postpone(${id})`,
      async ({ deliveries }) => {
        await deliveries.postpone([{ id, attemptNumber: 1, nextAttemptAt: at }]);
        return [await deliveries.find(id), await deliveries.earliestDue()];
      },
    ],
  ),
  instants.map(
    (at): Call => [
      'recover',
      async ({ deliveries, attempts }) => [
        await attempts.interruptAbandoned({ owner: 'an instance', open: [2] }),
        await deliveries.recover(at, { owner: 'an instance', open: [2] }),
      ],
    ],
  ),
  fc
    .tuple(small, instants)
    .map(
      ([targetId, at]): Call => [
        `deliveries.cancelForTarget(${targetId})`,
        ({ deliveries }) => deliveries.cancelForTarget(targetId, at),
      ],
    ),
  fc.nat(4).map(
    (kept): Call => [
      `deliveries.deleteOldFinished(${kept})`,
      async ({ deliveries }) => {
        await deliveries.deleteOldFinished(kept);
        return deliveries.list({ limit: 100 });
      },
    ],
  ),
  fc
    .tuple(small, fc.option(small, { nil: undefined }))
    .map(
      ([id, accountId]): Call => [
        `apiKeys.revoke(${id}, ${accountId})`,
        async ({ apiKeys }) => [
          await apiKeys.revoke(id, '2026-10-01T00:00:00.000Z', accountId),
          await apiKeys.find(id),
          await apiKeys.list(1),
        ],
      ],
    ),
  small.map(
    (id): Call => [
      `faults ${id}`,
      async ({ faults }) => {
        const createdAt = '2026-10-01T00:00:00.000Z';
        const fault = {
          kind: 'latency',
          scope: { keyId: id },
          options: { ms: id },
          remaining: id,
          createdAt,
        };
        const added = await faults.add(fault);
        await faults.update({ ...added, matched: 1, remaining: null });
        return [added, await faults.remove(id), await faults.list()];
      },
    ],
  ),
  texts.map(
    (value): Call => [
      `settings ${value}`,
      async ({ settings }) => {
        await settings.set('value', { value });
        return [await settings.get('value'), await settings.get('absent')];
      },
    ],
  ),
  fc.constant<Call>([
    'dump, clear, load',
    (store) =>
      store.transaction(async (tables) => {
        const dump = await tables.dump();
        await tables.clear();
        const empty = await tables.cards.list({
          userId: 1,
          limit: 1,
          graded: 'all',
          sort: 'added',
          dir: 'asc',
        });
        await tables.load(dump);
        return [empty, await tables.accounts.list()];
      }),
  ]),
  fc.constant<Call>([
    'a transaction that is rolled back',
    (store) =>
      store
        .transaction(async (tables) => {
          await tables.faults.removeAll();
          throw new Error('rolled back');
        })
        .catch(String),
  ]),
);

test.skipIf(!hasPostgres)(
  `SQLite and PostgreSQL return the same to the same calls${postgresNote}`,
  { timeout: 120_000 },
  async () => {
    const stores: Store[] = [];
    for (const engine of engines) {
      const store = new Store(await engine.open());
      onTestFinished(() => store.close());
      await seedWorld(store, loadWorld('default'), { seed: 1 });
      stores.push(store);
    }
    await fc.assert(
      fc.asyncProperty(fc.array(calls, { minLength: 1, maxLength: 25 }), async (sequence) => {
        for (const [name, call] of sequence) {
          const results: unknown[] = [];
          for (const store of stores) results.push([name, await call(store)]);
          expect(results[1]).toEqual(results[0]);
        }
      }),
      { numRuns: 60 },
    );
  },
);
