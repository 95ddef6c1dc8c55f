import type { OperationId } from '../contract/operation-types.js';
import { operations } from '../contract/operations.js';
import type { ApiRequest } from '../http/api-request.js';
import { ApiError, FrameworkError } from './errors.js';

/** The operation that a request is for. */
export interface Route<Target> {
  id: OperationId;
  secured: boolean;
  target: Target;
  /** Path parameters, still percent-encoded. */
  path: Readonly<Record<string, string>>;
}

/** A route whose last segment is a parameter. */
interface Template<Target> extends Omit<Route<Target>, 'path'> {
  parameter: string;
}

/**
 * Finds the operation for a method and a path as it came; undefined when there is none. `HEAD` finds the operation of
 * `GET`. `targetOf` is called once for each operation. In the document only a last segment is a parameter.
 */
export function createRouteFinder<Target>(
  targetOf: (id: OperationId) => Target,
): (method: string, path: string) => Route<Target> | undefined {
  const routes = new Map<string, Route<Target>>();
  const templates = new Map<string, Template<Target>>();
  for (const { id, secured, method, path } of operations().values()) {
    const route = { id, secured, target: targetOf(id) };
    const [, parent, parameter] = /^([^{]*)(?:\{(\w+)\})?$/.exec(path) ?? [];
    if (parent === undefined) throw new TypeError(`${path} has a parameter before its last segment.`);
    if (parameter === undefined) routes.set(`${method} ${path}`, { ...route, path: {} });
    else templates.set(`${method} ${parent}`, { ...route, parameter });
  }
  return (method, path) => {
    const sought = method === 'HEAD' ? 'get' : method.toLowerCase();
    const route = routes.get(`${sought} ${path}`);
    if (route !== undefined) return route;
    const end = path.lastIndexOf('/') + 1;
    const template = templates.get(`${sought} ${path.slice(0, end)}`);
    if (template === undefined) return undefined;
    const { id, secured, target, parameter } = template;
    return { id, secured, target, path: { [parameter]: path.slice(end) } };
  };
}

/** Path parameters, percent-decoded. Throws ApiError when they cannot be decoded. */
export function decodedPath(path: Route<unknown>['path']): Record<string, string> {
  const decoded: Record<string, string> = {};
  try {
    for (const [name, text] of Object.entries(path)) decoded[name] = decodeURIComponent(text);
    return decoded;
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
