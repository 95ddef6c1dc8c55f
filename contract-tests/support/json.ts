/** A JSON object whose values are not known yet. */
export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as text for a report, cut where it gets long. */
export function show(value: unknown, longest = 300): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
}

/** The names of an object's properties, sorted. */
export function namesOf(object: object): string[] {
  return Object.keys(object).sort((left, right) => (left < right ? -1 : 1));
}

/** The parsed JSON, or undefined when the text is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
