import type { OpenApiDocument } from '../openapi/document.js';
import { documentOperations } from '../openapi/operations.js';

/** The operations that a fact applies to: as code, or in words when it applies to all of them. */
export function operationNames(document: OpenApiDocument, ids: readonly string[]): string {
  const all = documentOperations(document);
  const secured = all.filter(({ path }) => path.startsWith('/v1/'));
  const appliesTo = (some: typeof all): boolean =>
    some.length === ids.length && some.every(({ id }) => ids.includes(id));
  if (appliesTo(all)) return 'every operation';
  if (appliesTo(secured)) return 'every operation under `/v1`';
  return ids.map((id) => (id.startsWith('response ') ? id : `\`${id}\``)).join(', ');
}
