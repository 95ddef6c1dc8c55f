import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';
import { documentJsonPath, documentYamlPath } from '../src/contract/document.js';
import type { OpenApiDocument, OperationObject, PathItemObject } from '../src/openapi/openapi-model.js';
import { packageRoot } from '../src/package-root.js';
import { configFiles } from './config-files.js';
import { controlFiles } from './control-types.js';
import { errorsPage } from './errors-page.js';
import { limitsPage } from './limits-page.js';

export interface GeneratedFile {
  /** Absolute. */
  path: string;
  text: string;
}

const typesPath = join(packageRoot, 'src', 'contract', 'spec-types.gen.ts');

/** Everything that is derived from the OpenAPI documents and from the flags, as it should stand on disk. */
export async function generatedFiles(): Promise<GeneratedFile[]> {
  return [...(await partnerApiFiles()), ...(await controlFiles()), ...configFiles()];
}

async function partnerApiFiles(): Promise<GeneratedFile[]> {
  const written: unknown = parse(readFileSync(documentYamlPath, 'utf8'));
  const json = `${JSON.stringify(inlineFiles(written, dirname(documentYamlPath)), null, 2)}\n`;
  const document: OpenApiDocument = JSON.parse(json);
  const types = astToString(await openapiTS(json, { silent: true }));
  const origin = `/** Generated from ${relative(packageRoot, documentYamlPath)} by npm run generate: do not edit. */\n`;
  return [
    { path: documentJsonPath, text: json },
    { path: typesPath, text: origin + types + operationIds(document) + defaultedQuery(document) },
    { path: join(packageRoot, 'docs', 'errors.md'), text: errorsPage(document) },
    { path: join(packageRoot, 'docs', 'limits.md'), text: limitsPage(document) },
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

function operationsOf(document: OpenApiDocument): OperationObject[] {
  return Object.values(document.paths).flatMap((item: PathItemObject) => Object.values(item));
}

function operationIds(document: OpenApiDocument): string {
  const ids = operationsOf(document).map(({ operationId }) => `    ${JSON.stringify(operationId)},\n`);
  return `/** The operations that a client calls, in the order of the document. */
export const operationIds = [\n${ids.join('')}] as const;\n`;
}

function defaultedQuery(document: OpenApiDocument): string {
  const lines = operationsOf(document).map((operation) => {
    const names = (operation.parameters ?? []).flatMap((entry) => {
      const parameter = '$ref' in entry ? document.components.parameters[lastSegment(entry.$ref)] : entry;
      return parameter !== undefined && 'default' in parameter.schema ? [JSON.stringify(parameter.name)] : [];
    });
    return `    ${operation.operationId}: ${names.join(' | ') || 'never'};\n`;
  });
  return `/** The query parameters that have a default, and so a value in every valid request. */
export interface DefaultedQuery {\n${lines.join('')}}\n`;
}

function lastSegment(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}
