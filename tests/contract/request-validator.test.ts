import { describe, expect, it } from 'vitest';
import type { OperationId } from '../../src/contract/operation-types.js';
import { partnerRequestValidator, type RequestVerdict } from '../../src/contract/request-validator.js';

const listGradings = partnerRequestValidator('listGradings');
const listCards = partnerRequestValidator('listCards');
const getCard = partnerRequestValidator('getCard');
const getGrading = partnerRequestValidator('getGrading');
const createTarget = partnerRequestValidator('createWebhookTarget');

const cursorSentence = (got: string): string =>
  `cursor must be an ISO 8601 date-time with Z or an offset; got ${got}. Send for example cursor=2025-03-12T16:40:07.231Z.`;

describe('a valid request', () => {
  it('gets the defaults of the document', () => {
    expect(listCards({ path: {}, query: {} })).toEqual({
      ok: true,
      value: {
        path: {},
        query: { limit: 25, graded: 'all', sort: 'added', dir: 'desc' },
        body: undefined,
      },
    });
  });

  it('has integers that are read from text', () => {
    const verdict = listCards({ path: {}, query: { limit: '100', category_id: '7', q: '' } });
    expect(verdict).toMatchObject({ ok: true, value: { query: { limit: 100, category_id: 7, q: '' } } });
  });

  it('is returned without unknown query parameters and body properties', () => {
    expect(listGradings({ path: {}, query: { page: '2', limit: '3' } })).toEqual({
      ok: true,
      value: { path: {}, query: { limit: 3 }, body: undefined },
    });
    const body = { outcome: 'success', url: 'https://partner.example/a', secret: 'x' };
    expect(createTarget({ path: {}, query: {}, body })).toEqual({
      ok: true,
      value: { path: {}, query: {}, body: { outcome: 'success', url: 'https://partner.example/a' } },
    });
  });

  it.each([
    ['2025-03-12T16:40:07Z'],
    ['2025-03-12T16:40:07.2Z'],
    ['2025-03-12T16:40:07.231456789Z'],
    ['2025-03-12T16:40:07+02:00'],
    ['2025-03-12T16:40:07.231-11:30'],
    ['2024-02-29T00:00:00Z'],
  ])('may have the cursor %s', (cursor) => {
    expect(listGradings({ path: {}, query: { cursor } })).toEqual({
      ok: true,
      value: { path: {}, query: { limit: 25, cursor }, body: undefined },
    });
  });

  it.each([
    ['9007199254740993', 9007199254740992],
    ['9223372036854775808', 2 ** 63],
    ['9'.repeat(400), Number.MAX_VALUE],
  ])('may have the integer %s, beyond what a number holds exactly', (id, value) => {
    expect(getCard({ path: { user_card_id: id }, query: {} })).toMatchObject({
      ok: true,
      value: { path: { user_card_id: value } },
    });
    expect(Number.isSafeInteger(value)).toBe(false);
  });

  it.each([
    ['http://127.0.0.1:9/hook'],
    ['HTTPS://Partner.Example/A?b=c'],
    ['https://user:pass@partner.example/'],
  ])('may have the webhook URL %s, kept as it was sent', (url) => {
    expect(createTarget({ path: {}, query: {}, body: { outcome: 'failure', url } })).toMatchObject({
      ok: true,
      value: { body: { url } },
    });
  });
});

describe('an invalid query', () => {
  it.each([
    ['1.0', '"1.0"'],
    [' 1', '" 1"'],
    ['1e2', '"1e2"'],
    ['+5', '"+5"'],
    ['0x10', '"0x10"'],
    ['', '""'],
    ['abc', '"abc"'],
    ['0', '"0"'],
    ['-1', '"-1"'],
    ['101', '"101"'],
    ['１２', '"１２"'],
    ['5\u0000', '"5\\u0000"'],
  ])('names the limit when it is %j', (limit, got) => {
    expect(listGradings({ path: {}, query: { limit } })).toEqual({
      ok: false,
      details: {
        fieldErrors: {
          limit: [`limit must be an integer from 1 to 100; got ${got}. Send for example limit=25.`],
        },
        formErrors: [],
      },
    });
  });

  it('names a parameter that was sent twice', () => {
    expect(listCards({ path: {}, query: { q: ['a', 'b'], sort: ['year', 'year'] } })).toEqual({
      ok: false,
      details: {
        fieldErrors: {
          q: ['q must be text, sent once; got it 2 times. Send for example q=topps.'],
          sort: [
            'sort must be one of "added", "player", "year", "brand", "grade", sent once; got it 2 times. Send for example sort=year.',
          ],
        },
        formErrors: [],
      },
    });
  });

  it.each([
    ['2025-03-12'],
    ['2025-03-12T16:40:07'],
    ['2025-02-30T16:40:07Z'],
    ['2025-03-12t16:40:07z'],
    ['2025-03-12T16:40:60Z'],
    ['2025-03-12T24:00:00Z'],
    ['2025-03-12T16:40:07+0200'],
    ['2025-03-12T16:40:07+25:00'],
    ['yesterday'],
    [''],
  ])('names the cursor when it is %j', (cursor) => {
    expect(listGradings({ path: {}, query: { cursor } })).toEqual({
      ok: false,
      details: { fieldErrors: { cursor: [cursorSentence(JSON.stringify(cursor))] }, formErrors: [] },
    });
  });

  it('explains a + that was not encoded', () => {
    const verdict = listGradings({ path: {}, query: { cursor: '2025-03-12T16:40:07 02:00' } });
    expect(verdict).toMatchObject({
      details: { fieldErrors: { cursor: [expect.stringContaining('must be sent as %2B')] } },
    });
  });

  it('names every offending parameter at once', () => {
    const query = { limit: '0', cursor: 'x', graded: 'yes', category_id: '0', sort: 'id', dir: 'up' };
    expect(Object.keys(fieldErrorsOf(listCards({ path: {}, query })))).toEqual([
      'limit',
      'cursor',
      'graded',
      'category_id',
      'sort',
      'dir',
    ]);
  });

  it('shows only the start of a huge value', () => {
    const query = { limit: 'x'.repeat(100_000) };
    expect(fieldErrorsOf(listGradings({ path: {}, query }))).toEqual({
      limit: [`limit must be an integer from 1 to 100; got "${'x'.repeat(79)}…. Send for example limit=25.`],
    });
  });
});

describe('an invalid path', () => {
  it.each([
    ['12345'],
    ['C3A1F2DE8B544F0E9D2A6A1B7C5E4F10'],
    ['urn:uuid:c3a1f2de-8b54-4f0e-9d2a-6a1b7c5e4f10'],
    [''],
  ])('names the id when it is %j, which is no UUID', (id) => {
    expect(getGrading({ path: { id }, query: {} })).toEqual({
      ok: false,
      details: {
        fieldErrors: {
          id: [
            `id must be a UUID; got ${JSON.stringify(id)}. Send for example /v1/gradings/c3a1f2de-8b54-4f0e-9d2a-6a1b7c5e4f10.`,
          ],
        },
        formErrors: [],
      },
    });
  });

  it.each([['0'], ['-1'], ['1.5'], ['abc'], ['-9223372036854775809']])(
    'names the user_card_id when it is %j, which is no positive integer',
    (id) => {
      expect(fieldErrorsOf(getCard({ path: { user_card_id: id }, query: {} }))).toEqual({
        user_card_id: [
          `user_card_id must be a positive integer; got "${id}". Send for example /v1/cards/1024.`,
        ],
      });
    },
  );
});

describe('an invalid body', () => {
  it('names the missing and the wrong property', () => {
    expect(createTarget({ path: {}, query: {}, body: { outcome: 'done' } })).toEqual({
      ok: false,
      details: {
        fieldErrors: {
          outcome: [
            'outcome must be one of "success", "failure"; got "done". Send for example "outcome": "success".',
          ],
          url: [
            'url must be an absolute http or https URL; got nothing. Send for example "url": "https://partner.example/webhooks/chck/success".',
          ],
        },
        formErrors: [],
      },
    });
  });

  it.each([
    [['https://partner.example/']],
    [null],
    [7],
    ['/webhooks'],
    ['partner.example/webhooks'],
    ['ftp://partner.example/'],
    ['javascript:alert(1)'],
    ['http://'],
    ['https:///path'],
    ['https://:80/'],
    ['https://partner.example/a b'],
    [''],
  ])('names the url when it is %j', (url) => {
    expect(
      Object.keys(fieldErrorsOf(createTarget({ path: {}, query: {}, body: { outcome: 'success', url } }))),
    ).toEqual(['url']);
  });

  it.each([
    [undefined, 'nothing'],
    [null, 'null'],
    [[], '[]'],
    ['text', '"text"'],
    [3, '3'],
  ])('is no field error when it is %j, no object', (body, got) => {
    expect(createTarget({ path: {}, query: {}, body })).toEqual({
      ok: false,
      details: {
        fieldErrors: {},
        formErrors: [
          `The body must be a JSON object; got ${got}. Send for example { "outcome": "success", "url": "https://partner.example/webhooks/chck/success" }.`,
        ],
      },
    });
  });

  it('finds no property in the prototype of the body', () => {
    const body: unknown = JSON.parse(
      '{"__proto__": {"outcome": "success", "url": "https://partner.example/"}}',
    );
    expect(Object.keys(fieldErrorsOf(createTarget({ path: {}, query: {}, body })))).toEqual([
      'outcome',
      'url',
    ]);
  });
});

function fieldErrorsOf<Id extends OperationId>(verdict: RequestVerdict<Id>): Record<string, string[]> {
  if (verdict.ok) throw new Error('The request was accepted');
  return verdict.details.fieldErrors;
}
