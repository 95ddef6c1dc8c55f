import type { Operation } from './operation.js';

/** The operation that a request is for, and its raw path parameters, still percent-encoded; null when no route matches. */
export function findOperation<Found extends Operation>(
  operations: Iterable<Found>,
  method: string,
  pathname: string,
): { operation: Found; path: Record<string, string> } | null {
  const segments = pathname.split('/');
  for (const operation of operations) {
    if (operation.method !== method.toLowerCase()) continue;
    const path = matchPath(operation.path.split('/'), segments);
    if (path !== null) return { operation, path };
  }
  return null;
}

function matchPath(template: readonly string[], segments: readonly string[]): Record<string, string> | null {
  if (template.length !== segments.length) return null;
  const values: Record<string, string> = {};
  for (const [index, expected] of template.entries()) {
    const segment = segments[index] ?? '';
    if (expected.startsWith('{')) values[expected.slice(1, -1)] = segment;
    else if (expected !== segment) return null;
  }
  return values;
}
