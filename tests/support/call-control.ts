import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { controlDocumentPath } from '../../src/control/document.js';
import type { Mock } from '../../src/mock.js';
import type { Received } from './start-mock.js';

// biome-ignore lint/suspicious/noExplicitAny: JSON of every shape
type Json = any;

interface DocumentedResponses {
  id: string;
  method: string;
  path: RegExp;
  /** By status, or `default`; null for an answer without a body. */
  answers: Map<string, ValidateFunction | null>;
}

const document: Json = parse(readFileSync(controlDocumentPath, 'utf8'));
const operations = documentedAnswers();

/** The operations and statuses that `callControl` has seen, such as `listKeys 200`. */
export const seenAnswers = new Set<string>();

/** The operations of the document with their success status, such as `listKeys 200`. */
export const documentedSuccesses: string[] = operations.flatMap(({ id, answers }) =>
  [...answers.keys()].filter((status) => status !== 'default').map((status) => `${id} ${status}`),
);

/** Calls the control surface, and fails unless the answer is just what its document says. */
export async function callControl(
  mock: Mock,
  method: 'GET' | 'POST' | 'DELETE',
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
  const body = text === '' ? undefined : JSON.parse(text);
  assertDocumented(method, new URL(response.url).pathname, response.status, body);
  return { status: response.status, headers: response.headers, body };
}

function assertDocumented(method: string, path: string, status: number, body: unknown): void {
  const operation = operations.find((one) => one.method === method && one.path.test(path));
  if (operation === undefined) return;
  const key = operation.answers.has(String(status)) ? String(status) : 'default';
  seenAnswers.add(`${operation.id} ${key}`);
  const validate = operation.answers.get(key);
  const valid = validate === null ? body === undefined : validate?.(body) === true;
  const errors = JSON.stringify(validate?.errors ?? []);
  expect(valid, `${operation.id} answered ${status} with ${JSON.stringify(body)}: ${errors}`).toBe(true);
}

function documentedAnswers(): DocumentedResponses[] {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictTypes: false, strictRequired: false });
  addFormats.default(ajv);
  const found: DocumentedResponses[] = [];
  for (const [template, item] of Object.entries<Json>(document.paths)) {
    for (const [method, operation] of Object.entries<Json>(item)) {
      const answers = new Map<string, ValidateFunction | null>();
      for (const [status, answer] of Object.entries<Json>(operation.responses)) {
        const schema = inline(answer).content?.['application/json'].schema;
        answers.set(status, schema === undefined ? null : ajv.compile(closed(schema)));
      }
      const path = new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`);
      found.push({ id: operation.operationId, method: method.toUpperCase(), path, answers });
    }
  }
  return found;
}

/** A part of the document with its references resolved. */
function inline(node: Json): Json {
  if (Array.isArray(node)) return node.map(inline);
  if (typeof node !== 'object' || node === null) return node;
  if (typeof node.$ref === 'string') {
    const segments: string[] = node.$ref.slice(2).split('/');
    return inline(segments.reduce((part: Json, segment) => part[segment], document));
  }
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, inline(child)]));
}

/** The same schema, which has nothing beyond what it lists. */
function closed(schema: Json, inAllOf = false): Json {
  if (Array.isArray(schema)) return schema.map((one) => closed(one));
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(
    Object.entries<Json>(schema).map(([key, child]) => [
      key,
      key === 'allOf' ? child.map((one: Json) => closed(one, true)) : closed(child),
    ]),
  );
  const listsProperties = 'allOf' in schema || (typeof schema.properties === 'object' && 'type' in schema);
  return listsProperties && !inAllOf ? { ...copy, unevaluatedProperties: false } : copy;
}
