import { afterEach, describe, expect, test, vi } from 'vitest';
import { resultsOf } from '../../src/checks/report.js';
import { runContractSuite, runSuite } from '../../src/suite/run-contract-suite.js';
import type { ContractSuiteOptions, SuiteReport } from '../../src/suite/suite-options.js';
import { runInProcess } from '../support/run-in-process.js';
import { conforming } from './conforming.js';
import { referenceDriver } from './driver.js';
import type { Intercept } from './faults/fault.js';
import { type ReferenceServer, startReferenceServer } from './server.js';
import { type Bug, type Variation, variations } from './switches.js';

const quickly = (options: ContractSuiteOptions): Promise<SuiteReport> => runSuite(options, runInProcess);
vi.setConfig({ testTimeout: 120_000 });

const open: ReferenceServer[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function judge(
  switches: Parameters<typeof startReferenceServer>[0],
  options: ContractSuiteOptions = {},
  run: (options: ContractSuiteOptions) => Promise<SuiteReport> = quickly,
): Promise<SuiteReport> {
  const server = await startReferenceServer(switches);
  open.push(server);
  return run({
    baseUrl: server.url,
    driver: referenceDriver(server),
    seed: 7,
    patienceMs: 2000,
    ...options,
  });
}

const unclean = (report: SuiteReport) =>
  report.results
    .filter(({ verdict }) => verdict !== 'passed')
    .map(({ id, detail, failures }) => ({ id, detail, failures }));

test('a server that shares no code with the kit passes every rule', async () => {
  const report = await judge({}, {}, runContractSuite);
  expect(unclean(report)).toEqual([]);
  expect(report.passed).toBe(true);
});

test('a path before every route is part of the base URL', async () => {
  const report = await judge(
    { prefix: '/partner/api' },
    { only: ['health', 'gradings-list', 'presigned-urls', 'ERR-013'] },
  );
  expect(unclean(report)).toEqual([]);
});

const groups: Record<string, Variation[]> = {
  'in what responses contain': [
    'grades-as-strings',
    'create-returns-200',
    'delete-returns-200-with-body',
    'other-account-body',
    'extra-fields',
    'other-wording',
    'long-error-bodies',
    'two-image-fills-every-grade',
  ],
  'in how they travel and refuse': [
    'chunked',
    'gzip',
    'slow',
    'no-www-authenticate',
    'no-rate-limit-headers',
    'other-unknown-route-body',
    'application-shape-for-malformed-json',
    'basic-is-invalid-credentials',
    'out-of-range-id-is-400',
  ],
  'in lists, links and timing': [
    'empty-last-page',
    'string-prefix-search',
    'text-order-of-grades',
    'nulls-last-always',
    'other-section-names',
    'short-lived-links',
    'late-webhooks',
  ],
};

describe('conforming differences raise no alarm', () => {
  test('every variation is in a group', () => {
    expect(Object.values(groups).flat().toSorted()).toEqual([...variations].toSorted());
  });

  test.each(Object.entries(groups))('%s', async (_, group) => {
    const report = await judge({ variations: group });
    expect(resultsOf(report, 'failed').map(({ id, failures }) => ({ id, failures }))).toEqual([]);
  });
});

const others = Object.entries(conforming);
const AT_ONCE = 12;
const bundles = Array.from({ length: Math.ceil(others.length / AT_ONCE) }, (_, index) =>
  others.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
);

describe('further conforming differences raise no alarm', () => {
  test('there are at least 60 conforming differences', () => {
    expect(others.length + variations.length).toBeGreaterThanOrEqual(60);
  });

  test.each(bundles.map((bundle) => [bundle.map(([name]) => name).join(', '), bundle] as const))(
    '%s',
    async (_, bundle) => {
      const intercept = bundle.reduceRight<Intercept>(
        (inner, [, outer]) =>
          (call, next, state) =>
            outer(call, (each) => inner(each, next, state), state),
        (call, next) => next(call),
      );
      const report = await judge({ fault: { id: 'conforming', areas: [], intercept } });
      expect(resultsOf(report, 'failed').map(({ id, failures }) => ({ id, failures }))).toEqual([]);
    },
  );
});

const killers: Record<Bug, string> = {
  'revoked-key-still-works': 'AUTH-003',
  'unusable-account-is-served': 'AUTH-004',
  'missing-and-invalid-credentials-are-one': 'AUTH-001',
  'cursor-includes-its-own-item': 'PAGE-001',
  'limit-above-100-is-served': 'INPUT-001',
  'list-is-oldest-first': 'PAGE-001',
  'foreign-grading-is-readable': 'ISO-001',
  'foreign-card-is-forbidden-not-absent': 'ISO-002',
  'search-is-ignored': 'FILT-004',
  'raw-filter-leaks-graded-cards': 'FILT-001',
  'cursor-keeps-the-asked-sort': 'PAGE-002',
  'bad-uuid-is-a-server-error': 'GRD-003',
  'image-link-never-expires': 'IMG-004',
  'altered-image-link-works': 'IMG-003',
  'target-list-is-camel-case': 'WHT-002',
  'deleted-target-still-gets-webhooks': 'HOOK-011',
  'webhook-goes-to-every-outcome': 'HOOK-004',
  'webhook-is-sent-once': 'HOOK-007',
  'webhook-retries-after-204': 'HOOK-010',
  'account-shows-the-token-hash': 'ACCT-004',
  'no-cors-header': 'CORS-001',
  'failed-calls-count-as-use': 'KEY-008',
};

describe('every planted bug is caught by the rule for it', () => {
  test.each(Object.entries(killers))('%s by %s', async (bug, rule) => {
    const planted = Object.keys(killers).filter((name): name is Bug => name === bug);
    const report = await judge({ bugs: planted }, { only: [rule], strict: true, patienceMs: 600 });
    expect(resultsOf(report, 'failed').map(({ id }) => id)).toEqual([rule]);
  });
});
