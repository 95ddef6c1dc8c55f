import { afterEach, describe, expect, it } from 'vitest';
import type { OperationId } from '../../src/contract/operation-types.js';
import { operation, operations } from '../../src/contract/operations.js';
import { expectDocumented, expectNoInternals } from '../support/expect-documented.js';
import { sharedMock } from '../support/shared-mock.js';
import { callApi, type Received } from '../support/start-mock.js';

const mock = sharedMock();
const HUGE = '9'.repeat(400);
const LONG = 'x'.repeat(6000);

/** Query texts that no parameter but `q` may take, as they stand in the URL. */
const neverValid = [
  '',
  'banana',
  '%00',
  '%F0%9F%83%8F',
  '%',
  '%zz',
  '%E0%A4%A',
  '%ED%A0%80',
  LONG,
  '[object%20Object]',
  '%7B%7D',
];

const notIntegers = [
  '1.5',
  '1e2',
  '0x10',
  '%201',
  '1%20',
  '+1',
  '1%00',
  '%D9%A3',
  '%EF%BC%91',
  '1,2',
  'NaN',
  'null',
];

/** Per query parameter, texts that it must refuse beyond those. */
const refusedQueries: Record<string, readonly string[]> = {
  limit: [...notIntegers, '0', '-1', '101', HUGE, `-${HUGE}`, '9007199254740993'],
  category_id: [...notIntegers, '0', '-1', `-${HUGE}`],
  cursor: [
    '2026-01-01',
    '2026-01-01T00:00:00',
    '2026-13-01T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '1767225600000',
    '2026-01-01T25:00:00Z',
    '2016-12-31T23:59:60Z',
    '2026-01-01T00:00:00+25:00',
    '2026-01-01t00:00:00z',
    '2026-01-01%2000:00:00Z',
    '2026-01-01T00:00:00+00:00',
    '20260101T000000Z',
    '2026-01-01T00:00:00Z%00',
    "';DROP%20TABLE%20cards;--",
  ],
  graded: ['GRADED', 'all%20', 'true', 'graded,raw'],
  sort: ['Player', 'added_at', 'id', 'player,year', 'player;--', 'constructor', '__proto__'],
  dir: ['ASC', 'ascending', '1', '-1', 'toString'],
};

/** Per path parameter, texts that are 400 and texts that are 404. */
const paths: Record<
  string,
  { operation: OperationId; bad: readonly string[]; unknown: readonly string[] }[]
> = {
  getGrading: [
    {
      operation: 'getGrading',
      bad: [
        '1',
        'banana',
        '%00',
        '%20',
        '%2F',
        '..%2F..%2Fetc%2Fpasswd',
        '%F0%9F%83%8F',
        LONG,
        'null',
        '{}',
        'urn:uuid:c3a1f2de-8b54-4f0e-9d2a-6a1b7c5e4f10',
        'c3a1f2de8b544f0e9d2a6a1b7c5e4f10',
        'c3a1f2de-8b54-4f0e-9d2a-6a1b7c5e4f10%00',
        '%',
        '%zz',
        '%E0%A4%A',
        '%ED%A0%80',
      ],
      unknown: [
        'c3a1f2de-8b54-4f0e-9d2a-6a1b7c5e4f10',
        'C3A1F2DE-8B54-4F0E-9D2A-6A1B7C5E4F10',
        '00000000-0000-0000-0000-000000000000',
      ],
    },
  ],
  getCard: [
    {
      operation: 'getCard',
      bad: [
        '0',
        '-1',
        'banana',
        '1.5',
        '1e2',
        '0x1',
        '%201',
        '1%00',
        '%00',
        '%2F1',
        '%D9%A3',
        LONG,
        '%',
        '%zz',
        '%E0%A4%A',
        'null',
      ],
      unknown: ['999999999', '2147483648', '9223372036854775807', '9223372036854775808', HUGE],
    },
  ],
  deleteWebhookTarget: [
    {
      operation: 'deleteWebhookTarget',
      bad: ['0', '-1', 'banana', '1.5', '1e2', '0x1', '1%00', '%00', '%D9%A3', LONG, '%', '%zz', '%E0%A4%A'],
      unknown: ['999999999', '9223372036854775807', '9223372036854775808', HUGE],
    },
  ],
};

afterEach(async () => {
  expect((await callApi(mock(), '/health')).status).toBe(200);
});

const queryCases = [...operations().values()].flatMap(({ id, path, parameters }) =>
  parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => ({ id, path, name })),
);

describe('invalid query parameters', () => {
  it('are tested for every query parameter of the document', () => {
    const known = new Set([...Object.keys(refusedQueries), 'q']);
    expect(queryCases.filter(({ name }) => !known.has(name))).toEqual([]);
    expect(queryCases).toHaveLength(9);
  });

  it.each(queryCases.filter(({ name }) => name !== 'q'))(
    '$id refuses every bad $name and names it',
    async ({ id, path, name }) => {
      for (const text of [...neverValid, ...(refusedQueries[name] ?? [])]) {
        const received = await callApi(mock(), `${path}?${name}=${text}`);
        expectRefusedField(id, received, name, `${name}=${text.slice(0, 60)}`);
      }
    },
  );

  it.each(queryCases)('$id refuses $name when it is sent twice', async ({ id, path, name }) => {
    const { example } = operation(id).parameters.find((parameter) => parameter.name === name) ?? {};
    const value = encodeURIComponent(String(example));
    const received = await callApi(mock(), `${path}?${name}=${value}&${name}=${value}`);
    expectRefusedField(id, received, name, `${name} twice`);
    expect(received.body.details.fieldErrors[name][0]).toContain('sent once; got it 2 times');
  });

  it.each(queryCases)('$id accepts the documented example of $name', async ({ id, path, name }) => {
    const { example } = operation(id).parameters.find((parameter) => parameter.name === name) ?? {};
    const received = await callApi(mock(), `${path}?${name}=${encodeURIComponent(String(example))}`);
    expect(received.status).toBe(200);
    expectDocumented(id, received);
  });

  it('names all invalid fields at once', async () => {
    const { body } = await callApi(mock(), '/v1/cards?limit=0&cursor=x&graded=x&category_id=x&sort=x&dir=x');
    expect(Object.keys(body.details.fieldErrors).sort()).toEqual([
      'category_id',
      'cursor',
      'dir',
      'graded',
      'limit',
      'sort',
    ]);
    expect(body.details.formErrors).toEqual([]);
  });

  it('accepts any text as q', async () => {
    for (const text of [
      '',
      '%00',
      '%',
      '%zz',
      '%E0%A4%A',
      '%ED%A0%80',
      '%F0%9F%83%8F',
      LONG,
      "'",
      '%22',
      '%5C',
      '_',
      '%25',
      'a%00b',
      '%E2%80%AE',
    ]) {
      const received = await callApi(mock(), `/v1/cards?q=${text}`);
      expect([text.slice(0, 20), received.status]).toEqual([text.slice(0, 20), 200]);
      expectDocumented('listCards', received);
    }
  });

  it('ignores parameters that the document does not have', async () => {
    const received = await callApi(
      mock(),
      '/v1/cards?limit=2&page=0&limit[]=x&__proto__=1&constructor=1&=1&&;',
    );
    expect([received.status, received.body.cards.length]).toEqual([200, 2]);
  });

  it.each([
    ['9999-12-31T23:59:59-14:00', 2],
    ['9999-12-31T23:59:59.999Z', 2],
    ['0000-01-01T00:00:00+14:00', 0],
    ['0000-01-01T00:00:00Z', 0],
    [`2999-01-01T00:00:00.${'9'.repeat(200)}Z`, 2],
  ])('reads the cursor %s as its instant', async (cursor, expected) => {
    const received = await callApi(mock(), `/v1/gradings?limit=2&cursor=${encodeURIComponent(cursor)}`);
    expect([received.status, received.body.gradings?.length]).toEqual([200, expected]);
  });
});

describe('invalid path parameters', () => {
  const cases = Object.values(paths).flat();

  it('are tested for every path parameter of the document', () => {
    const withPath = [...operations().values()].filter(({ path }) => path.includes('{')).map(({ id }) => id);
    expect(Object.keys(paths).sort()).toEqual(withPath.sort());
  });

  it.each(cases)('$operation returns 400 for a malformed id', async ({ operation: id, bad }) => {
    const { method, path } = operation(id);
    for (const text of bad) {
      const received = await callApi(mock(), path.replace(/\{\w+\}/, text), { method: method.toUpperCase() });
      expect([text.slice(0, 60), received.status, received.body.error]).toEqual([
        text.slice(0, 60),
        400,
        'validation_error',
      ]);
      expectDocumented(id, received);
      expectNoInternals(JSON.stringify(received.body));
    }
  });

  it.each(cases)(
    '$operation returns 404 for an id of nothing, however large',
    async ({ operation: id, unknown }) => {
      const { method, path } = operation(id);
      for (const text of unknown) {
        const received = await callApi(mock(), path.replace(/\{\w+\}/, text), {
          method: method.toUpperCase(),
        });
        expect([text.slice(0, 60), received.status, received.body]).toEqual([
          text.slice(0, 60),
          404,
          { error: 'not_found' },
        ]);
        expectDocumented(id, received);
      }
    },
  );

  it('finds a grading by an id in upper case', async () => {
    const { body } = await callApi(mock(), '/v1/gradings?limit=1');
    const [{ id }] = body.gradings;
    const received = await callApi(mock(), `/v1/gradings/${id.toUpperCase()}`);
    expect([received.status, received.body.grading.id]).toEqual([200, id]);
  });
});

function expectRefusedField(id: OperationId, received: Received, name: string, about: string): void {
  expect([about, received.status, received.body.error]).toEqual([about, 400, 'validation_error']);
  expect(Object.keys(received.body.details.fieldErrors)).toEqual([name]);
  expect(received.body.details.fieldErrors[name]).toEqual([
    expect.stringMatching(new RegExp(`^${name} must be .+; got .+`, 's')),
  ]);
  expectDocumented(id, received);
  expectNoInternals(JSON.stringify(received.body));
}
