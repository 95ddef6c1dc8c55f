import type { OperationId } from '../contract/operation-types.js';
import { operations } from '../contract/operations.js';
import type { ApiRequest } from '../http/api-request.js';
import { ApiError, FrameworkError } from './errors.js';

/** The operation that a request is for. */
export interface Route {
  id: OperationId;
  secured: boolean;
  /** Path parameters, still percent-encoded. */
  path: Record<string, string>;
}

interface Template extends Omit<Route, 'path'> {
  method: string;
  segments: readonly string[];
}

/** Finds the operation for a method and a path as it came; undefined when there is none. `HEAD` finds that of `GET`. */
export function createRouteFinder(): (method: string, path: string) => Route | undefined {
  const templates = [...operations().values()].map(({ id, secured, method, path }): Template => {
    return { id, secured, method: method.toUpperCase(), segments: path.split('/') };
  });
  return (method, path) => {
    const wanted = method === 'HEAD' ? 'GET' : method;
    const segments = path.split('/');
    for (const template of templates) {
      const { id, secured } = template;
      const values = template.method === wanted ? match(template.segments, segments) : undefined;
      if (values !== undefined) return { id, secured, path: values };
    }
    return undefined;
  };
}

function match(template: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (template.length !== segments.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, expected] of template.entries()) {
    const segment = segments[index] ?? '';
    if (expected.startsWith('{') && segment !== '') values[expected.slice(1, -1)] = segment;
    else if (expected !== segment) return undefined;
  }
  return values;
}

/** Path parameters, percent-decoded. Throws ApiError when they cannot be decoded. */
export function decodedPath(path: Route['path']): Record<string, string> {
  try {
    return Object.fromEntries(Object.entries(path).map(([name, text]) => [name, decodeURIComponent(text)]));
  } catch {
    throw undecodablePath();
  }
}

/** The refusal of a request that no operation is for (contract §3). */
export function unknownRoute({ method, path, query }: ApiRequest): Error {
  try {
    decodeURIComponent(path);
  } catch {
    return undecodablePath();
  }
  return new FrameworkError(404, `Route ${method}:${query === '' ? path : `${path}?${query}`} not found`);
}

/** A path with broken percent-encoding is an invalid path (contract §3). */
function undecodablePath(): ApiError {
  const sentence =
    'The path has a percent sign that is not followed by two hexadecimal digits, or is not UTF-8.';
  return new ApiError('validation_error', sentence, { fieldErrors: {}, formErrors: [sentence] });
}
