import { parseJson } from '../json.js';

/** Indentation multiplies the size of deep JSON, so only JSON within these bounds is indented. */
const MAX_DEPTH = 20;
const MAX_LENGTH = 100_000;

/** JSON indented; text that is no JSON, is too deep or too long as it is, cut where it is too long. */
export function readableBody(body: string | null): string | null {
  if (body === null) return null;
  if (body.length > MAX_LENGTH)
    return `${body.slice(0, MAX_LENGTH)}\n… ${body.length - MAX_LENGTH} more characters`;
  const value = parseJson(body);
  return value === undefined || isDeeper(value, MAX_DEPTH) ? body : JSON.stringify(value, null, 2);
}

/** Whether a JSON value has more than `depth` levels. */
function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((child) => isDeeper(child, depth - 1));
}
