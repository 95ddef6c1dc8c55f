import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';
import { packageRoot } from '../src/package-root.js';
import type { GeneratedFile } from './generated-files.js';

const documentPath = join(packageRoot, 'openapi', 'control-api.v1.yaml');

/** The types of the control surface, the routes by operation, and the document as JSON, from `openapi/control-api.v1.yaml`. */
export async function controlFiles(): Promise<GeneratedFile[]> {
  const text = readFileSync(documentPath, 'utf8');
  const json = `${JSON.stringify(parse(text), null, 2)}\n`;
  return [{ path: documentPath.replace(/yaml$/, 'json'), text: json }, await controlTypes(text)];
}

async function controlTypes(text: string): Promise<GeneratedFile> {
  const origin = `/** Generated from ${relative(packageRoot, documentPath)} by npm run generate: do not edit. */\n`;
  return {
    path: join(packageRoot, 'src', 'control', 'control-types.gen.ts'),
    text: origin + astToString(await openapiTS(text, { silent: true })) + routes(parse(text)),
  };
}

function routes(document: { paths: Record<string, Record<string, { operationId: string }>> }): string {
  const lines = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(
      ([method, { operationId }]) =>
        `    ${operationId}: { method: "${method.toUpperCase()}", path: "${path}" },\n`,
    ),
  );
  return `/** Method and path of every operation. */\nexport const controlRoutes = {\n${lines.join('')}} as const;\n`;
}
