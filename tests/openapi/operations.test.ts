import { describe, expect, it } from 'vitest';
import { findOperation } from '../../src/openapi/find-operation.js';
import { documentOperations } from '../../src/openapi/operations.js';
import { mentionOf, placeAt, rootPlace } from '../../src/openapi/place.js';
import { resolveSchema, schemaPlace } from '../../src/openapi/schema.js';
import { library } from './library-document.js';

const operations = documentOperations(library);

describe('documentOperations', () => {
  it('lists the operations with resolved parameters, bodies and responses', () => {
    expect(
      operations.map(({ id, method, expressPath, secured, parameters, requestBody, responses }) => [
        id,
        method,
        expressPath,
        secured,
        parameters.map(({ name }) => name),
        requestBody?.mediaType,
        responses.map(({ status }) => status),
      ]),
    ).toEqual([
      ['getBook', 'get', '/books/:isbn', false, ['isbn', 'limit'], undefined, ['200', '4XX', 'default']],
      ['addBook', 'post', '/books', true, [], 'application/json', ['201']],
    ]);
  });

  it('keeps the place of every node, and the references that lead to it', () => {
    const schema = operations[0]?.responses[0]?.content?.schema;
    const pages = schema?.properties?.pages?.[schemaPlace];
    if (pages === undefined) throw new Error('The schema has no pages.');
    expect(pages.pointer).toBe('/components/schemas/Pages');
    expect(mentionOf(pages).pointer).toBe('/components/schemas/Book/properties/pages');
    expect(placeAt(library, '/paths/~1books/post/requestBody/content/application~1json/schema').pointer).toBe(
      '/components/schemas/Book',
    );
  });

  it('refuses references to unknown, remote or circular targets', () => {
    const resolve = (document: object, $ref: string) =>
      resolveSchema(document, { ...rootPlace(document), node: { $ref } });
    expect(() => resolve(library, '#/components/schemas/None')).toThrow('is not in the document');
    expect(() => resolve(library, 'other.yaml#/Book')).toThrow('does not lead to a place in the document');
    expect(() => resolve({ list: { items: { $ref: '#/list' } } }, '#/list')).toThrow(
      'must not contain itself',
    );
  });
});

describe('findOperation', () => {
  it('matches method and path, and keeps path parameters percent-encoded', () => {
    expect(findOperation(operations, 'GET', '/books/a%20b')).toMatchObject({
      operation: { id: 'getBook' },
      path: { isbn: 'a%20b' },
    });
    expect(findOperation(operations, 'DELETE', '/books/1')).toBeNull();
    expect(findOperation(operations, 'GET', '/books/1/pages')).toBeNull();
  });
});
