import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openSqlite } from '../../src/store/sqlite/open-sqlite.js';
import { Store, type Tables } from '../../src/store/store.js';
import { writeWorld } from '../../src/world/seed-world.js';
import type { WorldDefinition } from '../../src/world/world-definition.js';
import { engines, usesPostgres } from '../support/engines.js';
import { FailingDatabase } from '../support/failing-database.js';

usesPostgres();

const world: WorldDefinition = {
  name: 'small',
  anchor: '2026-10-01T00:00:00.000Z',
  accounts: [
    {
      email: 'dev@partner.example',
      rawCards: 2,
      gradings: 1,
      webhookTargets: [{ outcome: 'success', url: 'http://127.0.0.1/' }],
    },
  ],
};

async function rewrite(tables: Tables): Promise<void> {
  await tables.clear();
  await writeWorld(tables, world, { seed: 2 });
}

async function complete({ cards, gradings, deliveries }: Tables): Promise<void> {
  const at = '2026-10-02T00:00:00.000Z';
  const [grading] = await gradings.page(1, { limit: 1, offset: 0 });
  if (grading === undefined) throw new Error('The world has a grading');
  await gradings.update({ ...grading, state: 'failed', updatedAt: at });
  await cards.setGrade(grading.userCardId, null, 'chck', at);
  await deliveries.add([
    {
      messageId: 'msg_1',
      userId: 1,
      targetId: 1,
      url: 'http://127.0.0.1/',
      gradingId: grading.id,
      outcome: 'failure',
      body: '{}',
      fault: null,
      state: 'pending',
      nextAttemptAt: at,
      createdAt: at,
    },
  ]);
}

async function removeTarget({ webhookTargets, deliveries }: Tables): Promise<void> {
  await webhookTargets.remove(1, 1);
  await deliveries.cancelForTarget(1, '2026-10-02T00:00:00.000Z');
}

async function restore(tables: Tables): Promise<void> {
  const dump = await tables.dump();
  await tables.load(dump);
}

const changes = { rewrite, complete, removeTarget, restore };

describe.each(engines)('a transaction on $name', (engine) => {
  test.skipIf(!engine.available).each(Object.entries(changes))(
    'that fails at any statement of %s leaves the store as it was, and works when it is repeated',
    async (_name, change) => {
      const database = new FailingDatabase(await engine.open());
      const store = new Store(database);
      onTestFinished(() => store.close());
      await store.transaction((tables) => writeWorld(tables, world, { seed: 1 }));
      const dump = () => store.transaction((tables) => tables.dump());
      const before = await dump();
      let statements = 0;
      for (let failing = true; failing; ) {
        let count = 0;
        database.failing = () => {
          count += 1;
          return count > statements;
        };
        failing = await store.transaction(change).then(
          () => false,
          () => true,
        );
        database.failing = () => false;
        statements += 1;
        // Sequences of PostgreSQL do not go back.
        if (failing) expect((await dump()).rows).toEqual(before.rows);
      }
      expect(statements).toBeGreaterThan(3);
    },
  );
});

test('a full disk is reported with the file and its size, and loses nothing', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'chck-')), 'mock.db');
  const database = await openSqlite(file);
  const store = new Store(database);
  onTestFinished(() => store.close());
  await store.transaction((tables) => writeWorld(tables, world, { seed: 1 }));
  const dump = () => store.transaction((tables) => tables.dump());
  const before = await dump();
  const pages = await database.prepare<{ page_count: number }>('PRAGMA page_count').all([]);
  await database.prepare(`PRAGMA max_page_count = ${pages[0]?.page_count}`).get([]);
  const large = { ...world, accounts: [{ email: 'many@partner.example', rawCards: 500 }] };
  const growing = store.transaction(async (tables) => {
    await tables.clear();
    await writeWorld(tables, large, { seed: 1 });
  });
  await expect(growing).rejects.toMatchObject({
    code: 'database_full',
    message: expect.stringMatching(/^The disk is full: the database .*mock\.db \(\d+\.\d MiB\) cannot grow/),
  });
  expect(await dump()).toEqual(before);
  await database.prepare('PRAGMA max_page_count = 1000000').get([]);
  await store.transaction(rewrite);
  expect((await store.accounts.list()).map(({ email }) => email)).toEqual(['dev@partner.example']);
});
