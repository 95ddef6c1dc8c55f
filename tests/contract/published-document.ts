import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll } from 'vitest';
import { stringify } from 'yaml';
import { isObject } from '../../src/json.js';
import { pointerSegments } from '../../src/openapi/json-pointer.js';
import { createOracle } from '../oracle/application.js';

export const folder = mkdtempSync(join(tmpdir(), 'chck-compare-'));
/** The document that a Fastify application with Zod publishes: OpenAPI 3.0. */
let published: unknown;

/** Call it in each file that writes documents. */
export function publishDocument(): void {
  beforeAll(async () => {
    const app = await createOracle();
    published = JSON.parse(JSON.stringify(app.swagger()));
    await app.close();
  });
}
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Writes the published document with changes, by JSON pointer; `undefined` removes. */
export function write(name: string, changes: Record<string, unknown> = {}): string {
  const document = structuredClone(published);
  for (const [pointer, value] of Object.entries(changes)) change(document, pointerSegments(pointer), value);
  const file = join(folder, name);
  writeFileSync(file, name.endsWith('.json') ? JSON.stringify(document, null, 2) : stringify(document));
  return file;
}

function change(node: unknown, [name, ...rest]: string[], value: unknown): void {
  if (name === undefined || (!isObject(node) && !Array.isArray(node)))
    throw new Error('There is no such place.');
  if (rest.length > 0) change(Reflect.get(node, name), rest, value);
  else if (value === undefined) Reflect.deleteProperty(node, name);
  else Reflect.set(node, name === '-' && Array.isArray(node) ? node.length : name, value);
}

export const body = (path: string, method: string, status: number): string =>
  `/paths/${path.replaceAll('/', '~1')}/${method}/responses/${status}/content/application~1json/schema`;
const gradings = body('/v1/gradings', 'get', 200);
export const cards = `${body('/v1/cards', 'get', 200)}/properties/cards/items/properties`;
const grading = `${body('/v1/gradings/{id}', 'get', 200)}/properties`;
const create = '/paths/~1v1~1webhook-targets/post';
const target = `${create}/requestBody/content/application~1json/schema/properties`;

/** Ten facts that the document contradicts. */
export const contradictions = {
  '/paths/~1v1~1gradings/get/parameters/0/schema/maximum': 50,
  '/paths/~1v1~1cards/get/parameters/0/schema/default': 20,
  '/paths/~1v1~1cards/get/parameters/5/schema/enum': ['added', 'player', 'year', 'grade'],
  [`${gradings}/properties/gradings/items/properties/unique_identifier`]: { type: 'string' },
  [`${cards}/year`]: { type: 'integer' },
  [`${grading}/card/nullable`]: false,
  [`${grading}/user_card_grade/properties/full_overall_grade/type`]: 'string',
  [`${target}/outcome/enum`]: ['succeeded', 'failed'],
  [`${body('/v1/webhook-targets', 'post', 201)}/properties/userId`]: undefined,
  [`${body('/health', 'get', 200)}/properties/status/enum`]: ['up'],
};
/** Ten facts that it adds. */
export const additions = {
  '/paths/~1v1~1sets': { get: { responses: { 200: { description: 'Sets.' } } } },
  '/paths/~1v1~1gradings/get/parameters/-': { in: 'query', name: 'page', schema: { type: 'integer' } },
  [`${cards}/currency`]: { type: 'string' },
  [`${cards}/brand/maxLength`]: 80,
  [`${body('/v1/account', 'get', 200)}/properties/notes`]: { type: 'string' },
  [`${target}/secret`]: { type: 'string' },
  [`${create}/responses/409`]: { description: 'The target exists.' },
  '/paths/~1v1~1cards/get/responses/200/headers': { 'X-Total': { schema: { type: 'integer' } } },
  '/paths/~1v1~1webhook-targets~1{id}/delete/responses/410': { description: 'Gone.' },
  [`${body('/v1/cards/{user_card_id}', 'get', 200)}/properties/images/properties/thumbnail`]: {
    type: 'string',
  },
};
