import { expect, onTestFinished, test } from 'vitest';
import { createMock } from '../../src/mock.js';
import { mockDriver } from '../../src/suite/drivers/mock-driver.js';
import { runSuite } from '../../src/suite/run-contract-suite.js';
import { startBalancer } from '../support/balancer.js';
import { newSchema, sharedPostgres, usesPostgres } from '../support/engines.js';
import { hasPostgres, postgresNote } from '../support/postgres.js';
import { runInProcess } from '../support/run-in-process.js';

usesPostgres();

/** The address of a balancer over three instances of a mock. */
async function startInstances(): Promise<string> {
  const { url: database } = await sharedPostgres();
  const databaseSchema = newSchema();
  const options = { database, databaseSchema, world: 'empty', webhookTimeout: 500 };
  const mocks = await Promise.all([1, 2, 3].map(() => createMock(options)));
  const balancer = await startBalancer(mocks.map(({ port }) => port));
  onTestFinished(async () => {
    balancer.close();
    await Promise.all(mocks.map((mock) => mock.close()));
  });
  return balancer.url;
}

/** Each instance counts 600 calls a minute, so that three allow more, and show different numbers in turn. */
const perInstance = ['LIMIT-001', 'LIMIT-003'];

test.skipIf(!hasPostgres)(
  `three instances behind a balancer pass every rule in strict mode but those about the limit of one instance${postgresNote}`,
  { timeout: 120_000 },
  async () => {
    const baseUrl = await startInstances();
    const options = { baseUrl, driver: mockDriver(baseUrl), seed: 7, strict: true, fuzz: 1 };
    const { results } = await runSuite(options, runInProcess);
    const failed = results.filter(({ verdict }) => verdict !== 'passed');
    expect(failed.filter(({ id }) => !perInstance.includes(id))).toEqual([]);
    expect(failed.map(({ id }) => id)).toEqual(perInstance);
  },
);
