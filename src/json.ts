import { setImmediate } from 'node:timers/promises';

/** A JSON object whose values are not known yet. */
export type JsonObject = Record<string, unknown>;

/** Whether a value is an object rather than a list, null or a plain value. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The parsed JSON; undefined when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The properties of the JSON object in a text; none when the text holds anything else. */
export function parseJsonObject(text: string): JsonObject {
  const value = parseJson(text);
  return isObject(value) ? value : {};
}

/** The number of elements that are written at once. */
const SLICE = 100;

/** The JSON of a value. Long lists in an object are written in slices, between which other work of the process runs. */
export async function jsonText(body: unknown): Promise<string> {
  if (!isObject(body)) return JSON.stringify(body);
  const fields: string[] = [];
  for (const [name, value] of Object.entries(body)) {
    const isLong = Array.isArray(value) && value.length > SLICE;
    const text = isLong ? await listText(value) : JSON.stringify(value);
    if (text !== undefined) fields.push(`${JSON.stringify(name)}:${text}`);
  }
  return `{${fields.join(',')}}`;
}

async function listText(list: readonly unknown[]): Promise<string> {
  const slices: string[] = [];
  for (let start = 0; start < list.length; start += SLICE) {
    slices.push(JSON.stringify(list.slice(start, start + SLICE)).slice(1, -1));
    await setImmediate();
  }
  return `[${slices.join(',')}]`;
}
