import type { OpenApiDocument } from '../openapi/document.js';
import { DocumentError } from '../openapi/document-error.js';
import { findOperation as findAmong } from '../openapi/find-operation.js';
import type { Operation } from '../openapi/operation.js';
import { documentOperations } from '../openapi/operations.js';
import { apiDocument } from './document.js';
import type { OperationId } from './operation-types.js';
import { routes } from './spec-types.gen.js';

/** An operation of the Partner API. */
export type PartnerOperation = Operation<OperationId>;

type Operations = ReadonlyMap<OperationId, PartnerOperation>;

const built = new WeakMap<OpenApiDocument, Operations>();

/** Every operation of the document in force by its id, in its order; built once and shared: do not change it. */
export function operations(document: OpenApiDocument = apiDocument()): Operations {
  let found = built.get(document);
  if (found === undefined) {
    found = new Map(documentOperations(document).map((each) => [idOf(each), { ...each, id: idOf(each) }]));
    built.set(document, found);
  }
  return found;
}

/** One operation of the document in force, or of another one. */
export function operation(id: OperationId, document: OpenApiDocument = apiDocument()): PartnerOperation {
  const found = operations(document).get(id);
  if (found === undefined) throw new DocumentError('/paths', `there is no operation ${id}`);
  return found;
}

/** The request that CHCK sends to webhook targets, as the document describes it. */
export function webhookOperation(): Operation {
  const [found] = documentOperations(apiDocument(), 'webhooks');
  if (found === undefined) throw new DocumentError('/webhooks', 'there is no webhook');
  return found;
}

/** Whether a text is the id of an operation that clients call. */
export function isOperationId(text: string): text is OperationId {
  return Object.hasOwn(routes, text);
}

/** The operation that a request is for, and its raw path parameters, still percent-encoded; null when no route matches. */
export function findOperation(
  method: string,
  pathname: string,
): { operation: PartnerOperation; path: Record<string, string> } | null {
  return findAmong(operations().values(), method, pathname);
}

function idOf({ id, place }: Operation): OperationId {
  if (isOperationId(id)) return id;
  throw new DocumentError(place.pointer, `${id} is not in the generated types; run npm run generate`);
}
