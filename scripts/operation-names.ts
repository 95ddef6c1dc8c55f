import type { OpenApiDocument } from '../src/openapi/openapi-model.js';

/** Says in which operations something holds: in code marks, or in two words when it holds in all of them. */
export function operationNames(document: OpenApiDocument, ids: readonly string[]): string {
  const all = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.values(item).map(({ operationId }) => ({ path, operationId })),
  );
  const secured = all.filter(({ path }) => path.startsWith('/v1/'));
  const holdsIn = (some: typeof all): boolean =>
    some.length === ids.length && some.every(({ operationId }) => ids.includes(operationId));
  if (holdsIn(all)) return 'every operation';
  if (holdsIn(secured)) return 'every operation under `/v1`';
  return ids.map((id) => (id.startsWith('answer ') ? id : `\`${id}\``)).join(', ');
}
