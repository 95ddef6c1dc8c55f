import { expect, test } from 'vitest';
import { runSuite } from '../../src/suite/run-contract-suite.js';
import { runInProcess } from '../support/run-in-process.js';
import { referenceDriver } from './driver.js';
import type { Intercept } from './faults/fault.js';
import { invalid } from './http.js';
import { startReferenceServer } from './server.js';

/** Every seventh call, one more grading of each account completes. */
function growing(): Intercept {
  let calls = 0;
  return (call, next, state) => {
    calls += 1;
    if (calls % 7 === 0)
      for (const account of state.accounts)
        if (account.cards.length > 50) state.grade(account, state.addCard(account, calls, 0), 'full');
    return next(call);
  };
}

test('an account whose data changes during the run is not checked, and does not fail', async () => {
  const server = await startReferenceServer({ fault: { id: 'growing', areas: [], intercept: growing() } });
  try {
    const { results } = await runSuite(
      {
        baseUrl: server.url,
        driver: referenceDriver(server),
        only: ['HEALTH-001', 'PAGE-001', 'PAGE-002'],
        seed: 7,
      },
      runInProcess,
    );
    expect(results.slice(1).map(({ id, verdict, detail }) => [id, verdict, detail])).toEqual([
      ['PAGE-001', 'not-checked', 'the gradings of the account change during the run'],
      ['PAGE-002', 'not-checked', 'the cards of the account change during the run'],
    ]);
  } finally {
    await server.close();
  }
});

test('a budget that is too small is named in the report, with what a larger one would add', async () => {
  const server = await startReferenceServer();
  try {
    const report = await runSuite(
      {
        baseUrl: server.url,
        driver: referenceDriver(server),
        only: ['PAGE-001', 'PAGE-002'],
        seed: 7,
        budget: 30,
      },
      runInProcess,
    );
    expect(report.notes?.join()).toMatch(
      /^--budget \d+ would add \d+ combinations of parameters of listGradings, \d+ combinations of parameters of listCards$/,
    );
  } finally {
    await server.close();
  }
});

test('a failure is reported with the smallest request that shows it and the page that was expected', async () => {
  const intercept: Intercept = (call, next) => {
    const query = new URLSearchParams(call.query);
    if (query.has('graded')) query.delete('category_id');
    return next({ ...call, query });
  };
  const server = await startReferenceServer({ fault: { id: 'lost filter', areas: [], intercept } });
  try {
    const { results } = await runSuite(
      { baseUrl: server.url, driver: referenceDriver(server), only: ['PAGE-002'], seed: 7 },
      runInProcess,
    );
    const [failure] = results[0]?.failures ?? [];
    const url = new URL(/'(http[^']*)'$/.exec(failure?.curl ?? '')?.[1] ?? 'http://none');
    expect([...url.searchParams.keys()].toSorted()).toEqual(['category_id', 'graded']);
    expect(failure?.expected).toMatch(/^\d+ of \d+ cards: /);
  } finally {
    await server.close();
  }
});

test('a service that refuses loopback addresses as targets fails no rule, and the report names --receiver-url', async () => {
  const intercept: Intercept = (call, next) =>
    call.method === 'POST' && call.body.includes('127.0.0.1')
      ? invalid('url', 'Must be a public address')
      : next(call);
  const server = await startReferenceServer({ fault: { id: 'public only', areas: [], intercept } });
  try {
    const { results } = await runSuite(
      {
        baseUrl: server.url,
        driver: referenceDriver(server),
        only: ['HEALTH-001', 'webhook-deliveries', 'webhook-retries'],
        patienceMs: 500,
      },
      runInProcess,
    );
    const others = results.filter(({ id }) => id !== 'HEALTH-001');
    expect(new Set(others.map(({ verdict }) => verdict))).toEqual(new Set(['not-checked']));
    expect(others[0]?.detail).toMatch(
      /^the service refuses the address of the receiver, http:\/\/127.0.0.1:\d+: give --receiver-url$/,
    );
  } finally {
    await server.close();
  }
});
