import type { OpenApiDocument } from '../../src/openapi/document.js';

/** A document about books, which has nothing to do with any API of this project. */
export const library: OpenApiDocument = {
  openapi: '3.1.0',
  info: { title: 'Library', version: '1', summary: 'Books', description: 'Books.' },
  servers: [],
  tags: [],
  security: [{ key: [] }],
  paths: {
    '/books/{isbn}': {
      get: {
        operationId: 'getBook',
        tags: ['Books'],
        summary: 'Read a book',
        security: [],
        parameters: [
          { $ref: '#/components/parameters/Isbn' },
          { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 9, default: 3 } },
        ],
        responses: {
          200: {
            description: 'The book.',
            headers: { 'X-Shelf': { required: true, schema: { type: 'integer' } } },
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Book' } } },
          },
          '4XX': { description: 'Refused.' },
          default: { description: 'Anything else.' },
        },
      },
    },
    '/books': {
      post: {
        operationId: 'addBook',
        tags: ['Books'],
        summary: 'Add a book',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Book' },
              examples: { one: { summary: 'One', value: { title: 'Emma' } } },
            },
          },
        },
        responses: { 201: { description: 'Added.' } },
      },
    },
  },
  components: {
    parameters: {
      Isbn: { name: 'isbn', in: 'path', required: true, schema: { type: 'string', minLength: 1 } },
    },
    schemas: {
      Book: {
        type: 'object',
        required: ['title'],
        additionalProperties: false,
        properties: {
          title: { type: 'string', minLength: 1 },
          pages: { $ref: '#/components/schemas/Pages' },
          labels: { type: 'object', additionalProperties: { type: 'string' } },
        },
      },
      Pages: { anyOf: [{ type: 'integer', minimum: 1 }, { type: 'null' }] },
    },
  },
};
