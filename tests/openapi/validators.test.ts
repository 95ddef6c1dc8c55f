import { describe, expect, it } from 'vitest';
import { documentOperations } from '../../src/openapi/operations.js';
import { createRequestValidator, type RawRequest } from '../../src/openapi/request-validator.js';
import { responseFor, validateResponse } from '../../src/openapi/response-validator.js';
import { library } from './library-document.js';

const [getBook, addBook] = documentOperations(library);
if (getBook === undefined || addBook === undefined) throw new Error('The document lacks an operation.');

describe('createRequestValidator', () => {
  const problemsOf = (raw: Partial<RawRequest>, unknown: 'drop' | 'refuse'): unknown => {
    const verdict = createRequestValidator(addBook, { unknown })({ path: {}, query: {}, ...raw });
    return verdict.ok ? verdict.value : verdict.problems.map(({ field, message }) => `${field}: ${message}`);
  };

  it('reads integers from text and fills in defaults', () => {
    const validate = createRequestValidator(getBook, { unknown: 'refuse' });
    expect(validate({ path: { isbn: '1' }, query: {} })).toMatchObject({
      ok: true,
      value: { path: { isbn: '1' }, query: { limit: 3 } },
    });
    expect(validate({ path: { isbn: '1' }, query: { limit: '9' } })).toMatchObject({
      value: { query: { limit: 9 } },
    });
  });

  it('drops unknown names, or refuses them with the nearest known name', () => {
    const raw = { query: { page: '2' }, body: { title: 'Emma', titel: 'Emma' } };
    expect(problemsOf(raw, 'drop')).toEqual({ path: {}, query: {}, body: { title: 'Emma' } });
    expect(problemsOf(raw, 'refuse')).toEqual([
      'page: page is not known here.',
      'titel: titel is not known here. Did you mean "title"?',
    ]);
  });

  it('says what was expected, what was received and what to send', () => {
    expect(problemsOf({ body: { title: '', pages: 0 } }, 'refuse')).toEqual([
      'title: title must be non-empty text; got "". Send for example "title": "Emma".',
      'pages: pages must be a positive integer or null; got 0.',
    ]);
    expect(problemsOf({ body: { title: 'Emma', labels: { shelf: 7 } } }, 'refuse')).toEqual([
      'labels.shelf: labels.shelf must be text; got 7.',
    ]);
    expect(problemsOf({}, 'refuse')).toEqual([
      ': The body must be a JSON object; got nothing. Send for example { "title": "Emma" }.',
    ]);
  });
});

describe('validateResponse', () => {
  const messagesOf = (status: number, headers: Record<string, string>, text: string): string[] => {
    const expected = responseFor(getBook, status);
    if (expected === undefined) throw new Error(`There is no ${status}.`);
    return validateResponse(expected, { status, headers, text }).map(({ message }) => message);
  };

  it('finds the status, its range or the default', () => {
    expect([200, 404, 500].map((status) => responseFor(getBook, status)?.status)).toEqual([
      '200',
      '4XX',
      'default',
    ]);
    expect(responseFor(addBook, 200)).toBeUndefined();
  });

  it('judges headers, media type and body', () => {
    const headers = { 'Content-Type': 'application/json; charset=utf-8', 'x-shelf': '7' };
    expect(messagesOf(200, headers, '{"title":"Emma","pages":null}')).toEqual([]);
    expect(messagesOf(200, { 'content-type': 'text/html' }, '{"pages":"12","author":"Austen"}')).toEqual([
      'header x-shelf is missing',
      'the media type must be application/json; got text/html',
      'body.title is missing',
      'body.author is not known here. Known: title, pages, labels',
      'body.pages must be a positive integer or null; got "12"',
    ]);
    expect(messagesOf(404, {}, 'gone')).toEqual(['a response with 4XX must have no body']);
  });
});
