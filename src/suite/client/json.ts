export { isObject, type JsonObject, parseJson } from '../../json.js';

/** A value as text for a report, cut where it gets long. */
export function show(value: unknown, longest = 300): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
}

/** The names of an object's properties, sorted. */
export function namesOf(object: object): string[] {
  return Object.keys(object).sort((left, right) => (left < right ? -1 : 1));
}
