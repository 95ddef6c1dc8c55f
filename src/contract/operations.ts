import { DocumentError } from '../openapi/document-error.js';
import { pointerTo } from '../openapi/json-pointer.js';
import type { HttpMethod, OpenApiDocument, OperationObject } from '../openapi/openapi-model.js';
import type { Operation } from '../openapi/operation.js';
import { resolveParameter, resolveRequestBody, resolveResponse } from '../openapi/operation-parts.js';
import { apiDocument } from './document.js';
import type { OperationId } from './operation-types.js';
import { markOf, requireMark } from './provenance.js';
import { operationIds } from './spec-types.gen.js';

const METHODS = ['get', 'post', 'delete'] as const;

let built: ReadonlyMap<OperationId, Operation> | undefined;

/** Every operation by its id, in the order of the document, references resolved; built once and shared: do not change it. */
export function operations(): ReadonlyMap<OperationId, Operation> {
  built ??= new Map(buildOperations(apiDocument()).map((operation) => [operation.id, operation]));
  return built;
}

/** One operation of the document. */
export function operation(id: OperationId): Operation {
  const found = operations().get(id);
  if (found === undefined) throw new DocumentError('/paths', `there is no operation ${id}`);
  return found;
}

/** Whether a text is the id of an operation that clients call. */
export function isOperationId(text: string): text is OperationId {
  const known: readonly string[] = operationIds;
  return known.includes(text);
}

/** The operation that a request is for, and its raw path parameters, still percent-encoded; null when no route matches. */
export function findOperation(
  method: string,
  pathname: string,
): { operation: Operation; path: Record<string, string> } | null {
  const segments = pathname.split('/');
  for (const candidate of operations().values()) {
    if (candidate.method !== method.toLowerCase()) continue;
    const path = matchPath(candidate.path.split('/'), segments);
    if (path !== null) return { operation: candidate, path };
  }
  return null;
}

function matchPath(template: readonly string[], segments: readonly string[]): Record<string, string> | null {
  if (template.length !== segments.length) return null;
  const values: Record<string, string> = {};
  for (const [index, expected] of template.entries()) {
    const segment = segments[index] ?? '';
    if (expected.startsWith('{')) values[expected.slice(1, -1)] = segment;
    else if (expected !== segment) return null;
  }
  return values;
}

function buildOperations(document: OpenApiDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const node = item[method];
      return node === undefined ? [] : [buildOperation(document, path, method, node)];
    }),
  );
}

function buildOperation(
  document: OpenApiDocument,
  path: string,
  method: HttpMethod,
  node: OperationObject,
): Operation {
  const pointer = pointerTo('/paths', path, method);
  const { operationId: id } = node;
  if (!isOperationId(id)) throw new DocumentError(pointer, `${id} is not in the generated types`);
  const mark = markOf(node, undefined, pointer);
  return {
    id,
    method,
    path,
    expressPath: path.replaceAll(/\{(\w+)\}/g, ':$1'),
    tag: node.tags[0] ?? '',
    summary: node.summary,
    description: node.description,
    secured: (node.security ?? document.security).length > 0,
    parameters: (node.parameters ?? []).map((child, index) =>
      resolveParameter(document, child, pointerTo(pointer, 'parameters', index), mark),
    ),
    requestBody: resolveRequestBody(document, node.requestBody, pointerTo(pointer, 'requestBody'), mark),
    responses: Object.entries(node.responses).map(([status, child]) =>
      resolveResponse(document, status, child, pointerTo(pointer, 'responses', status), mark),
    ),
    mark: { ...requireMark(mark, pointer), pointer },
  };
}
