import { describe, expect, it } from 'vitest';
import { checkReadiness, readinessChecks } from '../../../src/diagnosis/readiness/check-readiness.js';
import type { SeenCall, SeenDelivery } from '../../../src/diagnosis/readiness/evidence.js';

const START_MS = Date.parse('2026-12-01T12:00:00.000Z');
const GRADING = '0e4b2a6e-4b8c-4f56-9d2e-3f1f0a7f3b11';

/** A call this many ms after the start. */
function call(afterMs: number, url: string, status: number, more: Partial<SeenCall> = {}): SeenCall {
  return {
    id: `call-${afterMs}`,
    at: new Date(START_MS + afterMs).toISOString(),
    realMs: START_MS + afterMs,
    durationMs: 0,
    method: 'GET',
    url,
    operationId: 'listGradings',
    keyPrefix: 'shbx_abcdefg',
    status,
    reason: null,
    ...more,
  };
}

function delivery(id: number, more: Partial<SeenDelivery> = {}): SeenDelivery {
  return {
    id,
    gradingId: GRADING,
    outcome: 'success',
    targetId: 1,
    url: 'http://localhost:3000/hook',
    body: JSON.stringify({ grading_session_id: GRADING, outcome: 'success' }),
    state: 'delivered',
    attemptCount: 1,
    createdAt: new Date(START_MS).toISOString(),
    finishedAt: new Date(START_MS + 10).toISOString(),
    ...more,
  };
}

function fetchAfter(afterMs: number): SeenCall {
  return call(afterMs, `/v1/gradings/${GRADING}`, 200, { operationId: 'getGrading' });
}

function image(afterMs: number, signature: string, signedMs: number, status = 200): SeenCall {
  const date = new Date(START_MS + signedMs).toISOString().replace(/[-:]|\.\d+/g, '');
  const url = `/images/cards/1/front.png?X-Amz-Date=${date}&X-Amz-Expires=300&X-Amz-Signature=${signature}`;
  return call(afterMs, url, status, { operationId: null, keyPrefix: null });
}

const retryAfter2 = { responseHeaders: { 'retry-after': '2' } };
const unauthorized = { responseBody: '{"error":"invalid_credentials"}' };
const page = (nextCursor: string | null) => ({ nextCursor });

const cases: [string, { passed: Seen; failed: Seen }][] = [
  [
    'honours-retry-after',
    {
      passed: { calls: [call(0, '/v1/gradings', 429, retryAfter2), call(2000, '/v1/gradings', 200)] },
      failed: { calls: [call(0, '/v1/gradings', 429, retryAfter2), call(1500, '/v1/gradings', 200)] },
    },
  ],
  [
    'backs-off-on-5xx',
    {
      passed: {
        calls: [0, 500, 1500, 3500].map((afterMs) =>
          call(afterMs, '/v1/gradings', afterMs < 3500 ? 503 : 200),
        ),
      },
      failed: {
        calls: [0, 500, 1000, 1500].map((afterMs) =>
          call(afterMs, '/v1/gradings', afterMs < 1500 ? 503 : 200),
        ),
      },
    },
  ],
  [
    'stops-on-401',
    {
      passed: {
        calls: [call(0, '/v1/gradings', 401, unauthorized), call(1, '/v1/cards', 401, unauthorized)],
      },
      failed: { calls: [0, 1000, 2000].map((afterMs) => call(afterMs, '/v1/gradings', 401, unauthorized)) },
    },
  ],
  [
    'pages-to-the-end',
    {
      passed: {
        calls: [
          call(0, '/v1/gradings', 200, page('2026-01-02T00:00:00.000Z')),
          call(1, '/v1/gradings?cursor=2026-01-02T00%3A00%3A00Z', 200, page(null)),
        ],
      },
      failed: {
        calls: [
          call(0, '/v1/gradings', 200, page('2026-01-02T00:00:00.000Z')),
          call(1, '/v1/gradings?cursor=2026-01-01T23%3A59%3A59.999Z', 200, page(null)),
        ],
      },
    },
  ],
  [
    'fetches-grading-after-webhook',
    {
      passed: { calls: [fetchAfter(5)], deliveries: [delivery(1)] },
      failed: { calls: [], deliveries: [delivery(1)] },
    },
  ],
  [
    'processes-duplicates-once',
    {
      passed: { calls: [fetchAfter(5)], deliveries: [delivery(2), delivery(1)] },
      failed: { calls: [fetchAfter(5), fetchAfter(8)], deliveries: [delivery(2), delivery(1)] },
    },
  ],
  [
    'treats-image-links-as-short-lived',
    {
      passed: { calls: [image(0, 'a', 0), image(400_000, 'b', 400_000)] },
      failed: { calls: [image(0, 'a', 0), image(400_000, 'a', 0, 403)] },
    },
  ],
  [
    'fetches-images-without-key',
    {
      passed: { calls: [image(0, 'a', 0)] },
      failed: {
        calls: [{ ...image(0, 'a', 0, 400), requestHeaders: { authorization: 'Bearer shbx_abcdefg…' } }],
      },
    },
  ],
  [
    'ignores-unknown-fields',
    {
      passed: {
        deliveries: [delivery(1, { body: '{"grading_session_id":"x","outcome":"success","new":1}' })],
      },
      failed: {
        deliveries: [
          delivery(1, {
            body: '{"grading_session_id":"x","outcome":"success","new":1}',
            state: 'pending',
            finishedAt: null,
          }),
        ],
      },
    },
  ],
  [
    'keeps-key-out-of-urls',
    {
      passed: { calls: [call(0, '/v1/gradings', 200)] },
      failed: { calls: [call(0, '/v1/gradings?token=shbx_abcdefg…', 401)] },
    },
  ],
  [
    'avoids-tight-polling',
    {
      passed: { calls: [0, 1, 2, 3, 4].map((n) => call(n * 5000, '/v1/gradings', 200)) },
      failed: { calls: [0, 1, 2, 3, 4].map((n) => call(n * 200, '/v1/gradings', 200)) },
    },
  ],
];

interface Seen {
  calls?: SeenCall[];
  deliveries?: SeenDelivery[];
}

function verdictOn(id: string, { calls = [], deliveries = [] }: Seen) {
  const evidence = { calls, deliveries, nowMs: START_MS + 3_600_000 };
  return checkReadiness(evidence, 'http://mock').find((judged) => judged.id === id);
}

describe('readiness', () => {
  it('has a case for every check', () => {
    expect(cases.map(([id]) => id)).toEqual(readinessChecks.map(({ id }) => id));
  });

  it.each(cases)('passes %s', (id, { passed }) => {
    expect(verdictOn(id, passed)).toMatchObject({ verdict: 'passed', remedy: null, evidence: [] });
  });

  it.each(cases)('fails %s, with the calls and a remedy', (id, { failed }) => {
    const judged = verdictOn(id, failed);
    expect(judged).toMatchObject({ verdict: 'failed', remedy: expect.stringMatching(/\.$/) });
    expect(judged?.evidence.length).toBeGreaterThan(0);
  });

  it.each(cases)('does not judge %s without calls, and says how to exercise it', (id) => {
    expect(verdictOn(id, {})).toMatchObject({
      verdict: 'not-checked',
      remedy: expect.stringMatching(/http:\/\/mock/),
    });
  });

  it('counts a wait on a moved clock', () => {
    const refused = call(0, '/v1/gradings', 429, retryAfter2);
    const retry = { ...call(3000, '/v1/gradings', 200), realMs: START_MS + 5 };
    expect(verdictOn('honours-retry-after', { calls: [refused, retry] })).toMatchObject({
      verdict: 'passed',
    });
  });

  it('allows a handler that failed to read the grading once for each failure', () => {
    const deliveries = [delivery(2), delivery(1, { attemptCount: 2 })];
    const calls = [fetchAfter(1), fetchAfter(5)];
    expect(verdictOn('processes-duplicates-once', { calls, deliveries })).toMatchObject({
      verdict: 'passed',
    });
  });

  it('does not judge a list that was not read to its end', () => {
    const calls = [call(0, '/v1/gradings?limit=2', 200, page('2026-01-02T00:00:00.000Z'))];
    expect(verdictOn('pages-to-the-end', { calls })).toMatchObject({ verdict: 'not-checked' });
  });
});
