import { describe, expect, it } from 'vitest';
import { checkReadiness, readinessChecks } from '../../../src/diagnosis/readiness/check-readiness.js';
import type { SeenAttempt, SeenCall, SeenDelivery } from '../../../src/diagnosis/readiness/evidence.js';

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
    path: url.split('?')[0] ?? '',
    query: url.split('?')[1] ?? '',
    operationId: 'listGradings',
    keyPrefix: 'shbx_abcdefg',
    requestHeaders: {},
    requestBody: null,
    status,
    responseHeaders: {},
    responseBody: null,
    reason: null,
    fault: null,
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
    attempts: [attempt(204)],
    ...more,
  };
}

/** An attempt of 10 ms, some ms after the start. */
function attempt(status: number, afterMs = 0, durationMs = 10): SeenAttempt {
  return {
    startedRealMs: START_MS + afterMs,
    durationMs,
    responseStatus: status,
    failure: status < 300 ? null : 'status',
  };
}

function fetchAfter(afterMs: number): SeenCall {
  return call(afterMs, `/v1/gradings/${GRADING}`, 200, {
    operationId: 'getGrading',
    responseBody: '{"grading":{"user_card_id":7}}',
  });
}

function image(afterMs: number, signature: string, signedMs: number, status = 200): SeenCall {
  const date = new Date(START_MS + signedMs).toISOString().replace(/[-:]|\.\d+/g, '');
  const url = `/images/cards/1/front.png?X-Amz-Date=${date}&X-Amz-Expires=300&X-Amz-Signature=${signature}`;
  return call(afterMs, url, status, { operationId: null, keyPrefix: null });
}

const retryAfter2 = { responseHeaders: { 'retry-after': '2' } };
const unauthorized = { responseBody: '{"error":"invalid_credentials"}' };
const page = (nextCursor: string | null) => ({ nextCursor });

const OTHER = '5b0c9f6e-1f0e-4d53-8c0a-0f3f5a1c2d77';
const unknownGrading = { body: JSON.stringify({ grading_session_id: OTHER, outcome: 'success' }) };
const misleading = { body: JSON.stringify({ grading_session_id: GRADING, outcome: 'failure' }) };
const extended = {
  body: JSON.stringify({ grading_session_id: GRADING, outcome: 'success', added_later: 'yes' }),
};
const refused = { state: 'pending', finishedAt: null, attempts: [attempt(500)] };
const forbidden = { responseBody: '{"error":"key_not_usable"}' };
const CURSOR = '2026-01-02T00:00:00.000Z';
const sentCursor = (cursor: string, status = 200) =>
  call(1, `/v1/gradings?cursor=${cursor}`, status, page(null));

const cases: [string, { passed: Seen; failed: Seen }][] = [
  [
    'sends-valid-requests',
    {
      passed: { calls: [call(0, '/v1/gradings?limit=5', 200)] },
      failed: {
        calls: [
          call(0, '/v1/gradings?limit=500', 400, {
            reason: 'limit must be at most 100.',
            responseBody:
              '{"error":"validation_error","details":{"fieldErrors":{"limit":["too big"]},"formErrors":[]}}',
          }),
        ],
      },
    },
  ],
  [
    'sends-known-parameters',
    {
      passed: { calls: [call(0, '/v1/gradings?limit=5', 200)] },
      failed: { calls: [call(0, '/v1/gradings?limt=5', 200)] },
    },
  ],
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
    'stops-on-403',
    {
      passed: { calls: [call(0, '/v1/gradings', 403, forbidden)] },
      failed: { calls: [0, 1000, 2000].map((afterMs) => call(afterMs, '/v1/gradings', 403, forbidden)) },
    },
  ],
  [
    'pages-to-the-end',
    {
      passed: { calls: [call(0, '/v1/gradings', 200, page(CURSOR)), sentCursor(CURSOR)] },
      failed: { calls: [call(0, '/v1/gradings', 200, page(CURSOR))] },
    },
  ],
  [
    'sends-given-cursors',
    {
      passed: {
        calls: [call(0, '/v1/gradings', 200, page(CURSOR)), sentCursor('2026-01-02T00%3A00%3A00Z')],
      },
      failed: { calls: [call(0, '/v1/gradings', 200, page(CURSOR)), sentCursor('null', 400)] },
    },
  ],
  [
    'reads-times-with-zone',
    {
      passed: { calls: [call(0, '/v1/gradings', 200, page(CURSOR)), sentCursor(CURSOR)] },
      failed: {
        calls: [call(0, '/v1/gradings', 200, page(CURSOR)), sentCursor('2026-01-02T00:00:00.000', 400)],
      },
    },
  ],
  [
    'answers-webhooks-with-2xx',
    { passed: { deliveries: [delivery(1)] }, failed: { deliveries: [delivery(1, refused)] } },
  ],
  [
    'answers-webhooks-before-the-work',
    {
      passed: { calls: [{ ...fetchAfter(5), durationMs: 2000 }], deliveries: [delivery(1)] },
      failed: {
        calls: [{ ...fetchAfter(5), durationMs: 2000 }],
        deliveries: [delivery(1, { attempts: [attempt(204, 0, 2010)] })],
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
    'verifies-the-outcome',
    {
      passed: { calls: [fetchAfter(5)], deliveries: [delivery(1, misleading)] },
      failed: { deliveries: [delivery(1, misleading)] },
    },
  ],
  [
    'processes-duplicates-once',
    {
      passed: { calls: [fetchAfter(5)], deliveries: [delivery(2), delivery(1)] },
      failed: {
        calls: [5, 8].flatMap((afterMs) => [fetchAfter(afterMs), call(afterMs + 1, '/v1/cards/7', 200)]),
        deliveries: [delivery(2), delivery(1)],
      },
    },
  ],
  [
    'drops-unknown-gradings',
    {
      passed: {
        calls: [call(5, `/v1/gradings/${OTHER}`, 404)],
        deliveries: [delivery(1, unknownGrading)],
      },
      failed: { deliveries: [delivery(2), delivery(1, { ...unknownGrading, ...refused })] },
    },
  ],
  [
    'ignores-unknown-fields',
    {
      passed: { deliveries: [delivery(1, extended)] },
      failed: { deliveries: [delivery(2), delivery(1, { ...extended, ...refused })] },
    },
  ],
  [
    'treats-image-links-as-short-lived',
    {
      passed: { calls: [image(0, 'a', 0)] },
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
  [
    'waits-for-webhooks',
    {
      passed: {
        calls: [0, 1, 2, 3, 4].map((n) => call(n * 3_600_000, '/v1/gradings', 200)),
        deliveries: [delivery(1)],
      },
      failed: {
        calls: [0, 1, 2, 3, 4].map((n) => call(n * 30_000, '/v1/gradings', 200)),
        deliveries: [delivery(1)],
      },
    },
  ],
];

interface Seen {
  calls?: SeenCall[];
  deliveries?: SeenDelivery[];
}

function verdictOn(id: string, { calls = [], deliveries = [] }: Seen, readsAreIdempotent = false) {
  const nowMs = START_MS + 3_600_000;
  const evidence = {
    calls,
    deliveries,
    nowMs,
    realNowMs: nowMs,
    complete: true,
    mockUrl: 'http://mock',
    readsAreIdempotent,
    patienceMs: 10_000,
  };
  return checkReadiness(evidence).find((judged) => judged.id === id);
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
    const deliveries = [delivery(2), delivery(1, { attempts: [attempt(500), attempt(204)] })];
    const calls = [fetchAfter(1), fetchAfter(5)];
    expect(verdictOn('processes-duplicates-once', { calls, deliveries })).toMatchObject({
      verdict: 'passed',
    });
  });

  it('does not judge a view of the latest items', () => {
    const calls = [call(0, '/v1/gradings?limit=2', 200, page(CURSOR))];
    expect(verdictOn('pages-to-the-end', { calls })).toMatchObject({
      verdict: 'not-checked',
      detail: expect.stringContaining('a view of the latest'),
    });
  });

  it('does not count calls that were under way when the key was refused', () => {
    const calls = [0, 1, 2, 3].map((afterMs) =>
      call(afterMs, '/v1/gradings', 401, { ...unauthorized, durationMs: 20 }),
    );
    expect(verdictOn('stops-on-401', { calls })).toMatchObject({ verdict: 'passed' });
  });

  it('counts a grading that was read and not found as followed up', () => {
    const calls = [call(5, `/v1/gradings/${GRADING}`, 404)];
    expect(verdictOn('fetches-grading-after-webhook', { calls, deliveries: [delivery(1)] })).toMatchObject({
      verdict: 'passed',
    });
  });

  it('counts a read in real time although the clock has jumped ahead', () => {
    const read = { ...fetchAfter(5), at: new Date(START_MS + 86_400_000).toISOString() };
    expect(
      verdictOn('fetches-grading-after-webhook', { calls: [read], deliveries: [delivery(1)] }),
    ).toMatchObject({ verdict: 'passed' });
  });

  it('does not ask for calls with a refused key', () => {
    const calls = [call(-10, '/v1/gradings', 401, unauthorized)];
    expect(verdictOn('fetches-grading-after-webhook', { calls, deliveries: [delivery(1)] })).toMatchObject({
      verdict: 'not-checked',
    });
  });

  it('does not blame unknown fields when the handler refuses everything', () => {
    const deliveries = [delivery(2, refused), delivery(1, { ...extended, ...refused })];
    expect(verdictOn('ignores-unknown-fields', { deliveries })).toMatchObject({ verdict: 'not-checked' });
    expect(verdictOn('answers-webhooks-with-2xx', { deliveries })).toMatchObject({ verdict: 'failed' });
  });

  it('does not blame a handler that failed because the API had failed', () => {
    const calls = [call(2, `/v1/gradings/${GRADING}`, 503)];
    expect(
      verdictOn('answers-webhooks-with-2xx', { calls, deliveries: [delivery(1, refused)] }),
    ).toMatchObject({ verdict: 'not-checked' });
  });

  it('does not take reading twice for processing twice', () => {
    const seen = { calls: [fetchAfter(5), fetchAfter(8)], deliveries: [delivery(2), delivery(1)] };
    expect(verdictOn('processes-duplicates-once', seen)).toMatchObject({
      verdict: 'not-checked',
      detail: expect.stringContaining('--reads-are-idempotent'),
    });
    expect(verdictOn('processes-duplicates-once', seen, true)).toMatchObject({ verdict: 'passed' });
  });

  it('shows the corrected call of a refused one and of a mistyped parameter', () => {
    const failedOf = (id: string) => cases.find(([known]) => known === id)?.[1].failed ?? {};
    expect(verdictOn('sends-valid-requests', failedOf('sends-valid-requests'))?.evidence.at(-1)).toBe(
      '  correct: curl -H "Authorization: Bearer $CHCK_TOKEN" \'http://mock/v1/gradings?limit=25\'',
    );
    expect(verdictOn('sends-known-parameters', failedOf('sends-known-parameters'))?.evidence.at(-1)).toBe(
      '  correct: curl -H "Authorization: Bearer $CHCK_TOKEN" \'http://mock/v1/gradings?limit=5\'',
    );
  });
});
