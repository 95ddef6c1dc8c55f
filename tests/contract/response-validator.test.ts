import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OperationId } from '../../src/contract/operation-types.js';
import { operation, operations } from '../../src/contract/operations.js';
import { validatePayload } from '../../src/contract/payload-validator.js';
import {
  judgeResponse,
  type ReceivedResponse,
  validateResponse,
} from '../../src/contract/response-validator.js';

const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'X-RateLimit-Limit': '600',
  'x-ratelimit-remaining': '599',
  'x-ratelimit-reset': '60',
};

/** A copy of an example's body in which the values at some paths are replaced; `undefined` removes. */
function bodyOf(
  id: OperationId,
  status: string,
  name: string,
  changes: Record<string, unknown> = {},
): unknown {
  const content = operation(id).responses.find((response) => response.status === status)?.content;
  let body: unknown = structuredClone(content?.examples[name]?.value);
  expect(body, `${id} ${status} ${name}`).toBeDefined();
  for (const [path, value] of Object.entries(changes)) body = withChange(body, path.split('.'), value);
  return body;
}

function withChange(node: unknown, [head, ...rest]: string[], value: unknown): unknown {
  if (head === undefined) return value;
  if (Array.isArray(node))
    return node.map((child, index) => (String(index) === head ? withChange(child, rest, value) : child));
  const entries = typeof node === 'object' && node !== null ? Object.entries(node) : [];
  const others = entries.filter(([key]) => key !== head);
  if (rest.length === 0 && value === undefined) return Object.fromEntries(others);
  const old = entries.find(([key]) => key === head)?.[1];
  return Object.fromEntries([...others, [head, withChange(old, rest, value)]]);
}

const summary = (
  id: OperationId,
  received: ReceivedResponse,
): { failures: string[]; questions: string[] } => {
  const { failures, questions } = judgeResponse(id, received);
  return {
    failures: failures.map(({ message }) => message),
    questions: questions.map(({ message }) => message),
  };
};

describe('a documented response', () => {
  it('breaks nothing, also with further properties and headers', () => {
    const body = bodyOf('getGrading', '200', 'full', {
      extra: 1,
      'grading.extra': {},
      'user_card_grade.model_grade.more': [],
    });
    const headers = { ...HEADERS, 'x-request-id': '1', vary: ['Origin', 'Prefer'] };
    expect(judgeResponse('getGrading', { status: 200, headers, body })).toEqual({
      failures: [],
      questions: [],
    });
  });

  it('can be judged by the text of its body', () => {
    const text = JSON.stringify(bodyOf('listCards', '200', 'page'));
    expect(judgeResponse('listCards', { status: 200, headers: HEADERS, text })).toEqual({
      failures: [],
      questions: [],
    });
  });

  it('has no body after HEAD or with the status 204', () => {
    const head = { status: 200, headers: HEADERS, text: '', method: 'HEAD' };
    expect(judgeResponse('listCards', head)).toEqual({ failures: [], questions: [] });
    const gone = { status: 204, headers: HEADERS, body: {} };
    expect(judgeResponse('deleteWebhookTarget', gone)).toEqual({ failures: [], questions: [] });
  });
});

describe('a breach of a documented fact', () => {
  it.each([
    [{ 'grading.id': undefined }, 'body.grading.id is missing'],
    [{ 'grading.id': '7' }, 'body.grading.id must be a UUID; got "7"'],
    [{ 'grading.user_card_id': '1024' }, 'body.grading.user_card_id must be a positive integer; got "1024"'],
    [
      { 'grading.created_at': '2025-03-14 09:12' },
      'body.grading.created_at must be an ISO 8601 date-time with Z or an offset; got "2025-03-14 09:12"',
    ],
    [{ user_card_grade: undefined }, 'body.user_card_grade is missing'],
    [
      { 'user_card_grade.edges_overall_grade': undefined },
      'body.user_card_grade.edges_overall_grade is missing',
    ],
    [
      { 'user_card_grade.edges_overall_grade': 8.3 },
      'body.user_card_grade.edges_overall_grade must be a number from 1 to 10 in steps of 0.5 or null; got 8.3',
    ],
    [
      { 'user_card_grade.edges_overall_grade': '11' },
      'body.user_card_grade.edges_overall_grade must be a number from 1 to 10 in steps of 0.5 or null; got "11"',
    ],
    [
      { 'user_card_grade.slab_front_url': 'x y' },
      'body.user_card_grade.slab_front_url must be an absolute URL or null; got "x y"',
    ],
    [{ card: 'Topps' }, 'body.card must be the shape CatalogCard or null; got "Topps"'],
  ])('fails in the default mode: %j', (changes, sentence) => {
    const received = { status: 200, headers: HEADERS, body: bodyOf('getGrading', '200', 'full', changes) };
    const { failures } = summary('getGrading', received);
    expect(failures).toContain(sentence);
  });

  it('names the place in the body and in the document', () => {
    const body = bodyOf('listGradings', '200', 'page', { 'gradings.1.id': 5 });
    expect(validateResponse('listGradings', { status: 200, headers: HEADERS, body })).toEqual([
      {
        part: 'body',
        at: '/gradings/1/id',
        keyword: 'type',
        message: 'body.gradings[1].id must be a UUID; got 5',
        schemaPath: '/components/schemas/Grading/properties/id/type',
        provenance: 'documented',
        source: 'Gradings',
      },
    ]);
  });

  it.each([
    ['getHealth', 404],
    ['listGradings', 404],
    ['getAccount', 302],
    ['createWebhookTarget', 422],
  ] as const)('fails when %s responds with the unlisted status %i', (id, status) => {
    expect(validateResponse(id, { status, headers: HEADERS, body: {} })).toMatchObject([
      { part: 'status', keyword: 'status', message: expect.stringContaining(`got ${status}`) },
    ]);
  });

  it('fails when an error has another code, an undocumented shape, or the shape of another status', () => {
    const judge = (id: OperationId, status: number, body: unknown): string[] =>
      summary(id, { status, headers: HEADERS, body }).failures;
    expect(judge('getGrading', 404, { error: 'missing' })).toEqual([
      'body must be the shape NotFoundError or the shape FrameworkError; got {"error":"missing"}',
    ]);
    expect(judge('listCards', 401, { error: 'unauthorized' })).toEqual([
      'body.error must be one of "missing_credentials", "invalid_credentials"; got "unauthorized"',
    ]);
    expect(judge('listCards', 400, { error: 'validation_error' })).toEqual(['body.details is missing']);
    expect(judge('listCards', 429, { error: 'rate_limited' })).toEqual([
      'body.statusCode is missing',
      'body.message is missing',
      'body.error must be "Too Many Requests"; got "rate_limited"',
    ]);
    expect(judge('listCards', 503, { error: 'down' })).toEqual([
      'body.statusCode is missing',
      'body.message is missing',
    ]);
  });

  it('fails on another media type and on a body that is not JSON', () => {
    const received = { status: 200, headers: { ...HEADERS, 'content-type': 'text/html' }, text: '<p>' };
    expect(summary('listCards', received).failures).toEqual([
      'the media type must be application/json; got text/html',
      'the body must be JSON, and cannot be parsed',
    ]);
  });

  it('fails on a WWW-Authenticate of another scheme, though the header may be absent', () => {
    const body = { error: 'invalid_credentials' };
    const headers = { ...HEADERS, 'WWW-Authenticate': 'Basic realm="x"' };
    expect(summary('listCards', { status: 401, headers, body }).failures).toEqual([
      'header www-authenticate must match the pattern ^Bearer( |$); got "Basic realm=\\"x\\""',
    ]);
    expect(summary('listCards', { status: 401, headers: HEADERS, body }).failures).toEqual([]);
  });
});

describe('a breach of an assumed fact', () => {
  it.each([
    ['getGrading', { card: { manufacturer: 'Topps', year: 2000 } }],
    [
      'getGrading',
      { 'user_card_grade.full_overall_grade': '8.5', 'user_card_grade.edges_overall_grade': '9.0' },
    ],
    ['getGrading', { 'user_card_grade.damage_report_front_url': undefined }],
    ['getGrading', { 'user_card_grade.model_grade': { centering: 'A+' } }],
    ['getGrading', { 'grading.unique_identifier': 0 }],
  ] as const)('is a question in the default mode and fails in strict mode: %s %j', (id, changes) => {
    const received = { status: 200, headers: HEADERS, body: bodyOf(id, '200', 'full', changes) };
    const { failures, questions } = judgeResponse(id, received);
    expect(failures).toEqual([]);
    expect(questions).not.toEqual([]);
    expect(
      questions.every(
        ({ provenance, source }) => provenance === 'assumed' && source.startsWith('contract §'),
      ),
    ).toBe(true);
    expect(validateResponse(id, received, 'strict').length).toBeGreaterThanOrEqual(questions.length);
  });

  it('is any difference in the account body', () => {
    const received = { status: 200, headers: HEADERS, body: { partner: 'x' } };
    expect(summary('getAccount', received).failures).toEqual([]);
    expect(summary('getAccount', received).questions).toContain('body.email is missing');
  });

  it('is the absence of the rate limit headers, or a Retry-After in another form', () => {
    const body = bodyOf('listCards', '429', 'too_many_requests');
    const headers = { 'content-type': 'application/json', 'Retry-After': 'Sun, 22 Nov 2026 00:00:00 GMT' };
    expect(summary('listCards', { status: 429, headers, body })).toEqual({
      failures: [],
      questions: [
        'header retry-after must be an integer of at least 0; got "Sun, 22 Nov 2026 00:00:00 GMT"',
        'header x-ratelimit-limit is missing',
        'header x-ratelimit-remaining is missing',
        'header x-ratelimit-reset is missing',
      ],
    });
  });

  it('is 200 in place of 201, with the body still judged', () => {
    const body = bodyOf('createWebhookTarget', '201', 'created', { userId: undefined });
    expect(summary('createWebhookTarget', { status: 200, headers: HEADERS, body })).toEqual({
      failures: ['body.userId is missing'],
      questions: [
        'the status must be one of 201, 400, 401, 403, 413, 415, 429, 500, 5XX for createWebhookTarget; got 200',
      ],
    });
  });

  it('is the type of userId and the precision of createdAt in a created target', () => {
    const changes = { userId: 'u_42', createdAt: '2025-03-14T09:26:53Z' };
    const body = bodyOf('createWebhookTarget', '201', 'created', changes);
    expect(summary('createWebhookTarget', { status: 201, headers: HEADERS, body })).toEqual({
      failures: [],
      questions: [
        'body.userId must be a positive integer; got "u_42"',
        'body.createdAt must match the pattern ^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$; got "2025-03-14T09:26:53Z"',
      ],
    });
  });

  it('is a body where 204 is assumed', () => {
    expect(summary('deleteWebhookTarget', { status: 204, headers: HEADERS, text: '{}' })).toEqual({
      failures: [],
      questions: ['a response with 204 must have no body'],
    });
  });

  it('is the shape of 413 and 415', () => {
    const received = { status: 415, headers: HEADERS, body: { error: 'unsupported' } };
    expect(summary('createWebhookTarget', received)).toEqual({
      failures: [],
      questions: ['body.statusCode is missing', 'body.message is missing'],
    });
  });
});

describe('the two strengths', () => {
  const subjects = [...operations().values()].flatMap(({ id, responses }) =>
    responses.flatMap(({ status, content }) =>
      Object.values(content?.examples ?? {}).map(({ value }) => ({
        id,
        status: status === '5XX' ? 502 : Number(status),
        body: value,
      })),
    ),
  );

  it('agree: the default mode accepts what strict mode accepts, and every strict breach is a failure or a question', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...subjects),
        fc.array(fc.nat(), { maxLength: 4 }),
        fc.oneof(fc.jsonValue(), fc.constant(undefined)),
        ({ id, status, body }, steps, value) => {
          const received = { status, headers: HEADERS, body: withChange(body, pathIn(body, steps), value) };
          const { failures, questions } = judgeResponse(id, received);
          const strict = validateResponse(id, received, 'strict');
          expect(failures.length + questions.length > 0).toBe(strict.length > 0);
          expect(failures.every(({ provenance }) => provenance !== 'assumed')).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

function pathIn(node: unknown, [step, ...steps]: number[]): string[] {
  const keys = typeof node === 'object' && node !== null ? Object.keys(node) : [];
  const key = step === undefined ? undefined : keys[step % keys.length];
  if (key === undefined) return [];
  const child: unknown = Object.entries(Object(node)).find(([name]) => name === key)?.[1];
  return [key, ...pathIn(child, steps)];
}

describe('validatePayload', () => {
  it('judges a value by a named schema', () => {
    const id = 'c3a1f2de-8b54-4f0e-9d2a-6a1b7c5e4f10';
    expect(validatePayload('GradingWebhook', { grading_session_id: id, outcome: 'success' })).toEqual([]);
    expect(validatePayload('GradingWebhook', { grading_session_id: id, outcome: 'done' })).toMatchObject([
      { at: '/outcome', message: 'GradingWebhook.outcome must be one of "success", "failure"; got "done"' },
    ]);
    expect(validatePayload('FrameworkError', { statusCode: 500, error: 'x' })).toMatchObject([
      { at: '/message' },
    ]);
  });
});
