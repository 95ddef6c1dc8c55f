import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidArgumentError } from '../errors.js';
import { loadDocument } from '../openapi/document.js';
import { DocumentError } from '../openapi/document-error.js';
import type { Operation } from '../openapi/operation.js';
import { documentOperations } from '../openapi/operations.js';
import { createRequestValidator, type RawRequest } from '../openapi/request-validator.js';
import { packageRoot } from '../package-root.js';
import { routes } from './control-types.gen.js';
import type { ControlOperationId, ControlRequest } from './operation-types.js';

/** The file that describes `/_mock`. */
export const controlDocumentPath: string = join(packageRoot, 'openapi', 'control-api.v1.yaml');

/** The same document as JSON, written by `npm run generate`. */
const controlDocumentJsonPath: string = controlDocumentPath.replace(/yaml$/, 'json');

/** The document itself, as JSON. */
export function controlDocument(): { [name: string]: unknown } {
  return { ...loadDocument(controlDocumentJsonPath) };
}

/** The document as one text. */
export function printedControlDocument(format: 'yaml' | 'json'): string {
  return format === 'yaml'
    ? readFileSync(controlDocumentPath, 'utf8')
    : JSON.stringify(controlDocument(), null, 2);
}

/** The operations of `/_mock`, in the order of their document. */
export function controlOperations(): Operation<ControlOperationId>[] {
  return documentOperations(loadDocument(controlDocumentJsonPath)).map((operation) => {
    const { id, place } = operation;
    if (!isControlOperationId(id)) {
      throw new DocumentError(place.pointer, `${id} is not in the generated types; run npm run generate`);
    }
    return { ...operation, id };
  });
}

/** Makes the function that checks a request and returns its typed content. It throws InvalidArgumentError. */
export function controlRequestReader<Id extends ControlOperationId>(
  operation: Operation<Id>,
): (raw: RawRequest) => ControlRequest<Id> {
  const validate = createRequestValidator<ControlRequest<Id>>(operation, { unknown: 'refuse' });
  return (raw) => {
    const verdict = validate(raw);
    if (verdict.ok) return verdict.value;
    const [problem] = verdict.problems;
    throw new InvalidArgumentError(problem?.field || 'body', problem?.message ?? 'The request is not valid.');
  };
}

function isControlOperationId(id: string): id is ControlOperationId {
  return Object.hasOwn(routes, id);
}
