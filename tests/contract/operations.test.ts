import { describe, expect, expectTypeOf, it } from 'vitest';
import type { CardListItem, Grading } from '../../src/contract/names.js';
import type { BodyOf, PathOf, QueryOf, ResponseOf } from '../../src/contract/operation-types.js';
import { findOperation, isOperationId, operation, operations } from '../../src/contract/operations.js';

describe('operations', () => {
  it('are listed in the order of the document', () => {
    const rows = [...operations().values()].map(({ id, method, expressPath, secured }) => [
      id,
      method,
      expressPath,
      secured,
    ]);
    expect(rows).toEqual([
      ['getHealth', 'get', '/health', false],
      ['getAccount', 'get', '/v1/account', true],
      ['listGradings', 'get', '/v1/gradings', true],
      ['getGrading', 'get', '/v1/gradings/:id', true],
      ['listCards', 'get', '/v1/cards', true],
      ['getCard', 'get', '/v1/cards/:user_card_id', true],
      ['listWebhookTargets', 'get', '/v1/webhook-targets', true],
      ['createWebhookTarget', 'post', '/v1/webhook-targets', true],
      ['deleteWebhookTarget', 'delete', '/v1/webhook-targets/:id', true],
    ]);
  });

  it.each([
    ['getHealth', ['200', '429', '500', '5XX']],
    ['getAccount', ['200', '401', '403', '429', '500', '5XX']],
    ['listGradings', ['200', '400', '401', '403', '429', '500', '5XX']],
    ['getGrading', ['200', '400', '401', '403', '404', '429', '500', '5XX']],
    ['listCards', ['200', '400', '401', '403', '429', '500', '5XX']],
    ['getCard', ['200', '400', '401', '403', '404', '429', '500', '5XX']],
    ['listWebhookTargets', ['200', '401', '403', '429', '500', '5XX']],
    ['createWebhookTarget', ['201', '400', '401', '403', '413', '415', '429', '500', '5XX']],
    ['deleteWebhookTarget', ['204', '400', '401', '403', '404', '413', '415', '429', '500', '5XX']],
  ] as const)('%s has the statuses %j', (id, statuses) => {
    expect(operation(id).responses.map(({ status }) => status)).toEqual(statuses);
  });

  it('have the documented parameters', () => {
    const rows = [...operations().values()].flatMap(({ id, parameters }) =>
      parameters.map((parameter) => `${id} ${parameter.in} ${parameter.name}`),
    );
    expect(rows).toEqual([
      'listGradings query limit',
      'listGradings query cursor',
      'getGrading path id',
      'listCards query limit',
      'listCards query cursor',
      'listCards query q',
      'listCards query graded',
      'listCards query category_id',
      'listCards query sort',
      'listCards query dir',
      'getCard path user_card_id',
      'deleteWebhookTarget path id',
    ]);
  });

  it('do not include webhooks', () => {
    expect(isOperationId('listCards')).toBe(true);
    expect(isOperationId('gradingCompleted')).toBe(false);
  });
});

describe('findOperation', () => {
  it('finds the operation of a request, with its raw path parameters', () => {
    expect(findOperation('GET', '/v1/cards')).toMatchObject({ operation: { id: 'listCards' }, path: {} });
    expect(findOperation('delete', '/v1/webhook-targets/7')).toMatchObject({
      operation: { id: 'deleteWebhookTarget' },
      path: { id: '7' },
    });
    expect(findOperation('GET', '/v1/gradings/a%20b')).toMatchObject({ path: { id: 'a%20b' } });
  });

  it.each([
    ['POST', '/v1/cards'],
    ['GET', '/v1'],
    ['GET', '/v1/cards/1/images'],
    ['GET', '/nowhere'],
  ])('finds none for %s %s', (method, path) => {
    expect(findOperation(method, path)).toBeNull();
  });
});

describe('the types of an operation', () => {
  it('give a value to each parameter that has a default', () => {
    expectTypeOf<QueryOf<'listCards'>['limit']>().toEqualTypeOf<number>();
    expectTypeOf<QueryOf<'listCards'>['sort']>().toEqualTypeOf<
      'added' | 'player' | 'year' | 'brand' | 'grade'
    >();
    expectTypeOf<QueryOf<'listCards'>['cursor']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<PathOf<'getCard'>>().toEqualTypeOf<{ user_card_id: number }>();
    expectTypeOf<BodyOf<'createWebhookTarget'>['outcome']>().toEqualTypeOf<'success' | 'failure'>();
    expectTypeOf<BodyOf<'listCards'>>().toEqualTypeOf<undefined>();
  });

  it('tie each body to its status', () => {
    expectTypeOf<
      Extract<ResponseOf<'deleteWebhookTarget'>, { status: 204 }>['body']
    >().toEqualTypeOf<undefined>();
    expectTypeOf<Extract<ResponseOf<'listCards'>, { status: 200 }>['body']['cards']>().toEqualTypeOf<
      CardListItem[]
    >();
    expectTypeOf<
      Extract<ResponseOf<'getGrading'>, { status: 200 }>['body']['grading']
    >().toEqualTypeOf<Grading>();
  });
});
