import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';
import type { OpenApiDocument } from '../src/openapi/document.js';
import type { Operation } from '../src/openapi/operation.js';
import { documentOperations } from '../src/openapi/operations.js';
import { packageRoot } from '../src/package-root.js';

/** A file that is made from others. */
export interface GeneratedFile {
  /** Absolute. */
  path: string;
  text: string;
}

/** An OpenAPI document in one piece: the content of every file that it refers to stands in it. */
export function bundledDocument(yamlPath: string): OpenApiDocument {
  const written: unknown = parse(readFileSync(yamlPath, 'utf8'));
  return JSON.parse(JSON.stringify(inlineFiles(written, dirname(yamlPath))));
}

/** A document as JSON beside its YAML, and its TypeScript types with a table of its operations. */
export async function documentFiles(yamlPath: string, typesPath: string): Promise<GeneratedFile[]> {
  const document = bundledDocument(yamlPath);
  const json = `${JSON.stringify(document, null, 2)}\n`;
  const origin = `/** Generated from ${relative(packageRoot, yamlPath)} by npm run generate: do not edit. */\n`;
  const types = astToString(await openapiTS(json, { silent: true }));
  const operations = documentOperations(document);
  return [
    { path: yamlPath.replace(/yaml$/, 'json'), text: json },
    { path: typesPath, text: origin + types + routes(operations) + defaultedQuery(operations) },
  ];
}

function inlineFiles(node: unknown, folder: string): unknown {
  if (Array.isArray(node)) return node.map((child) => inlineFiles(child, folder));
  if (typeof node !== 'object' || node === null) return node;
  if ('$ref' in node && typeof node.$ref === 'string' && !node.$ref.startsWith('#')) {
    return JSON.parse(readFileSync(join(folder, node.$ref), 'utf8'));
  }
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, inlineFiles(child, folder)]));
}

function routes(operations: readonly Operation[]): string {
  const lines = operations.map(
    ({ id, method, path }) => `    ${id}: { method: "${method.toUpperCase()}", path: "${path}" },\n`,
  );
  return `/** Method and path of every operation that clients call, in the order of the document. */
export const routes = {\n${lines.join('')}} as const;\n`;
}

function defaultedQuery(operations: readonly Operation[]): string {
  const lines = operations.map(({ id, parameters }) => {
    const names = parameters
      .filter(({ in: location, schema }) => location === 'query' && schema.default !== undefined)
      .map(({ name }) => JSON.stringify(name));
    return `    ${id}: ${names.join(' | ') || 'never'};\n`;
  });
  return `/** The query parameters that have a default, and so a value in every valid request. */
export interface DefaultedQuery {\n${lines.join('')}}\n`;
}
