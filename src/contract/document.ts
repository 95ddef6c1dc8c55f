import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenApiDocument } from '../openapi/openapi-model.js';
import { packageRoot } from '../package-root.js';

/** The document that people write; its examples are references into `fixtures/examples/`. */
export const documentYamlPath: string = join(packageRoot, 'openapi', 'partner-api.v1.yaml');

/** The same document as one self-contained JSON file, written by `npm run generate`. */
export const documentJsonPath: string = join(packageRoot, 'openapi', 'partner-api.v1.json');

let loaded: OpenApiDocument | undefined;

/**
 * The Partner API's OpenAPI document, read at the first call and shared from then on: do not change it. It is read from
 * the generated JSON, since parsing the YAML takes more than a hundred times as long; a test keeps the two the same.
 */
export function apiDocument(): OpenApiDocument {
  if (loaded === undefined) {
    const parsed: OpenApiDocument = JSON.parse(readFileSync(documentJsonPath, 'utf8'));
    loaded = parsed;
  }
  return loaded;
}
