import { findOperation } from '../../contract/operations.js';

/** The names in the query of a call that its operation does not document. Empty for other routes. */
export function unknownParameters({
  method,
  path,
  query,
}: {
  method: string;
  path: string;
  query: string;
}): string[] {
  if (query === '') return [];
  const found = findOperation(method, path);
  if (found === null) return [];
  const known = found.operation.parameters.filter((one) => one.in === 'query').map(({ name }) => name);
  const unknown = [...new URLSearchParams(query)].filter(([name, value]) => {
    // `__code` and the like are the mock's own preferences, and a key in a URL is another mistake.
    return !known.includes(name) && !name.startsWith('__') && !value.startsWith('shbx_');
  });
  return [...new Set(unknown.map(([name]) => name))];
}
