import { join } from 'node:path';
import { loadDocument, type OpenApiDocument } from '../openapi/document.js';
import { packageRoot } from '../package-root.js';

/** The document that people edit; its examples are references into `fixtures/examples/`. */
export const documentYamlPath: string = join(packageRoot, 'openapi', 'partner-api.v1.yaml');

/** The same document as one JSON file, written by `npm run generate`; a test keeps the two the same. */
export const documentJsonPath: string = join(packageRoot, 'openapi', 'partner-api.v1.json');

let own: OpenApiDocument | undefined;
let inForce: OpenApiDocument | undefined;

/** The kit's own document, read at the first call and shared from then on: do not change it. */
export function ownDocument(): OpenApiDocument {
  own ??= loadDocument(documentJsonPath);
  return own;
}

/** The document in force: the kit's own, or the one that `--openapi` put in its place. Do not change it. */
export function apiDocument(): OpenApiDocument {
  return inForce ?? ownDocument();
}

/**
 * Puts a document in force in this process, or the kit's own again for `undefined`. Mocks, validators and pages that
 * were created before keep their document.
 */
export function useDocument(document: OpenApiDocument | undefined): void {
  inForce = document;
}

/** Whether another document than the kit's own is in force. */
export function isForeignDocument(): boolean {
  return inForce !== undefined;
}
