import { join } from 'node:path';
import { loadDocument, type OpenApiDocument } from '../openapi/document.js';
import { packageRoot } from '../package-root.js';

/** The document that people edit; its examples are references into `fixtures/examples/`. */
export const documentYamlPath: string = join(packageRoot, 'openapi', 'partner-api.v1.yaml');

/** The same document as one JSON file, written by `npm run generate`; a test keeps the two the same. */
export const documentJsonPath: string = join(packageRoot, 'openapi', 'partner-api.v1.json');

let loaded: OpenApiDocument | undefined;

/** The Partner API's OpenAPI document, read at the first call and shared from then on: do not change it. */
export function apiDocument(): OpenApiDocument {
  loaded ??= loadDocument(documentJsonPath);
  return loaded;
}
