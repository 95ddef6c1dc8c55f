import type * as openapi from '../openapi/operation-types.js';
import type { DefaultedQuery, operations, routes } from './spec-types.gen.js';

/** The operations that a client calls. */
export type OperationId = keyof typeof routes;

/** The path parameters of an operation, after validation. */
export type PathOf<Id extends OperationId> = openapi.PathOf<operations[Id]>;

/** The query parameters of an operation, after validation: those with a default always have a value. */
export type QueryOf<Id extends OperationId> = openapi.QueryOf<operations[Id], DefaultedQuery[Id]>;

/** The body of an operation, after validation; undefined when it takes none. */
export type BodyOf<Id extends OperationId> = openapi.BodyOf<operations[Id]>;

/** The contents of a valid request. */
export type RequestOf<Id extends OperationId> = openapi.RequestOf<operations[Id], DefaultedQuery[Id]>;

/** The responses that the document gives an operation, as status and body: what a handler may return. */
export type ResponseOf<Id extends OperationId> = openapi.ResponseOf<operations[Id]>;
