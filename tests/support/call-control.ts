import { expect } from 'vitest';
import { controlOperations } from '../../src/control/document.js';
import type { Mock } from '../../src/mock.js';
import { findOperation } from '../../src/openapi/find-operation.js';
import { responseFor, validateResponse } from '../../src/openapi/response-validator.js';
import type { Schema } from '../../src/openapi/schema.js';
import type { Received } from './start-mock.js';

const operations = controlOperations();

/** The operations and statuses that `callControl` has seen, such as `listKeys 200`. */
export const seenResponses = new Set<string>();

/** The operations of the document with their success status, such as `listKeys 200`. */
export const documentedSuccesses: string[] = operations.flatMap(({ id, responses }) =>
  responses.filter(({ status }) => status !== 'default').map(({ status }) => `${id} ${status}`),
);

/** Calls `/_mock`, and fails unless the response is exactly what its document says. */
export async function callControl(
  mock: Mock,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  json?: unknown,
  headers: Record<string, string> = {},
): Promise<Received> {
  const response = await fetch(`${mock.url}/_mock${path}`, {
    method,
    headers: { ...(json !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(json !== undefined && { body: typeof json === 'string' ? json : JSON.stringify(json) }),
  });
  const text = await response.text();
  expectDocumented(method, response, text);
  const body = text === '' ? undefined : JSON.parse(text);
  return { status: response.status, headers: response.headers, body };
}

function expectDocumented(method: string, response: Response, text: string): void {
  const found = findOperation(operations, method, new URL(response.url).pathname);
  if (found === null) return;
  const { operation } = found;
  const { status } = response;
  const expected = responseFor(operation, status);
  if (expected === undefined) throw new Error(`${operation.id} responded with the undocumented ${status}.`);
  seenResponses.add(`${operation.id} ${expected.status}`);
  const { content } = expected;
  const mismatches = validateResponse(
    { ...expected, content: content && { ...content, schema: closed(content.schema) } },
    { status, headers: { 'content-type': response.headers.get('content-type') ?? undefined }, text, method },
  );
  expect(
    mismatches.map(({ message }) => message),
    `${operation.id} ${status} ${text}`,
  ).toEqual([]);
}

/** The same schema, in which an object has no properties besides those that are listed. */
function closed(schema: Schema, inAllOf = false): Schema {
  const { properties, items, anyOf, oneOf, allOf, ...rest } = schema;
  const closedProperties = Object.entries(properties ?? {}).map(([name, child]) => [name, closed(child)]);
  const isClosed = (properties !== undefined || allOf !== undefined) && !inAllOf;
  return {
    ...rest,
    ...(properties && { properties: Object.fromEntries(closedProperties) }),
    ...(items && { items: closed(items) }),
    ...(anyOf && { anyOf: anyOf.map((branch) => closed(branch)) }),
    ...(oneOf && { oneOf: oneOf.map((branch) => closed(branch)) }),
    ...(allOf && { allOf: allOf.map((branch) => closed(branch, true)) }),
    ...(isClosed && { unevaluatedProperties: false }),
  };
}
