import type { DefaultedQuery, operationIds, operations } from './spec-types.gen.js';

/** The operations that a client calls. */
export type OperationId = (typeof operationIds)[number];

type OrEmpty<T> = [NonNullable<T>] extends [never] ? Record<string, never> : NonNullable<T>;

/** The path parameters of an operation, after validation. */
export type PathOf<Id extends OperationId> = OrEmpty<operations[Id]['parameters']['path']>;

type SentQuery<Id extends OperationId> = OrEmpty<operations[Id]['parameters']['query']>;

/** The query parameters of an operation, after validation: those with a default always have a value. */
export type QueryOf<Id extends OperationId> = Omit<SentQuery<Id>, DefaultedQuery[Id]> &
  Required<Pick<SentQuery<Id>, DefaultedQuery[Id] & keyof SentQuery<Id>>>;

/** The body of an operation, after validation; undefined when it takes none. */
export type BodyOf<Id extends OperationId> = operations[Id] extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? Body
  : undefined;

/** What a valid request holds. */
export interface RequestValue<Id extends OperationId> {
  path: PathOf<Id>;
  query: QueryOf<Id>;
  body: BodyOf<Id>;
}

type AnswerBody<Response> = Response extends { content: { 'application/json': infer Body } }
  ? Body
  : undefined;

/** The answers that the document gives an operation, as status and body: what a handler may return. */
export type AnswerOf<Id extends OperationId> = {
  [Status in keyof operations[Id]['responses'] & number]: {
    status: Status;
    body: AnswerBody<operations[Id]['responses'][Status]>;
  };
}[keyof operations[Id]['responses'] & number];
