import { expect, test, vi } from 'vitest';
import { runContractSuite, runSuite } from '../../src/suite/run-contract-suite.js';
import type { SuiteReport } from '../../src/suite/suite-options.js';
import { runInProcess } from '../support/run-in-process.js';
import { startMock } from '../support/start-mock.js';

vi.setConfig({ testTimeout: 120_000 });

const unclean = (report: SuiteReport) =>
  report.results
    .filter(({ verdict, questions }) => verdict !== 'passed' || questions.length > 0)
    .map(({ id, detail, failures, questions }) => ({ id, detail, failures, questions }));

test("the kit's own mock passes every rule, and none is left unchecked", async () => {
  const report = await runContractSuite({ mock: true, seed: 7 });
  expect(unclean(report)).toEqual([]);
  expect(report.passed).toBe(true);
  expect(report.results).toHaveLength(160);
  expect(report.requests).toBeLessThan(2000);
});

test('the mock passes in strict mode too, its rate limit included', async () => {
  const report = await runSuite({ mock: true, seed: 8, strict: true, requireAll: true }, runInProcess);
  expect(unclean(report)).toEqual([]);
  const health = report.coverage.find(({ operation }) => operation === 'getHealth');
  expect(health?.statuses.find(({ status }) => status === '429')?.count).toBeGreaterThan(0);
});

test.each(['realistic', 'timestamp-ties'])(
  'a mock with equal timestamps breaks no rule: %s',
  async (world) => {
    const mock = await startMock({ world, rateLimit: 600 });
    const { url, token = '' } = mock;
    const report = await runSuite({ baseUrl: url, token, seed: 7 }, runInProcess);
    expect(report.results.filter(({ verdict }) => verdict === 'failed')).toEqual([]);
  },
);
