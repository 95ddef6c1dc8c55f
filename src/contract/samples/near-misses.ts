import { pathText } from '../../openapi/json-pointer.js';
import type { Schema } from '../../openapi/schema.js';
import { validateValue } from '../../openapi/value-validator.js';

/** A value that breaks its schema in exactly one place. */
export interface NearMiss {
  /** What is wrong, in a sentence. */
  wrong: string;
  /** JSON pointer of the place. */
  at: string;
  value: unknown;
}

type Change = (value: unknown) => unknown;

/** Every near miss that a valid value can be turned into; each breaks the schema exactly once. */
export function nearMisses(schema: Schema, valid: unknown): NearMiss[] {
  return changesOf(schema, valid).flatMap((change) => {
    const value = change(structuredClone(valid));
    const problems = validateValue(schema, value);
    const [only] = problems;
    if (only === undefined || problems.length > 1) return [];
    return [{ wrong: `${pathText(only.at, 'value')} ${only.complaint}`, at: only.at, value }];
  });
}

function changesOf(schema: Schema, value: unknown): Change[] {
  return [
    ...unfitting(schema, value).map(
      (wrong): Change =>
        () =>
          wrong,
    ),
    ...inside(schema, value),
  ];
}

/** Changes within an object or a list. */
function inside(schema: Schema, value: unknown): Change[] {
  const fitting = (schema.anyOf ?? []).find((branch) => validateValue(branch, value).length === 0);
  if (fitting !== undefined) return inside(fitting, value);
  if (Array.isArray(value)) {
    const [first] = value;
    if (schema.items === undefined || first === undefined) return [];
    return changesOf(schema.items, first).map((change) => withItem(change));
  }
  if (!isRecord(value)) return [];
  return Object.entries(schema.properties ?? {}).flatMap(([name, child]) => {
    if (!(name in value)) return [];
    const missing = schema.required?.includes(name) ? [without(name)] : [];
    return [...missing, ...changesOf(child, value[name]).map((change) => withProperty(name, change))];
  });
}

/** Values of the wrong type, outside the bounds, or of another form. */
function unfitting(schema: Schema, value: unknown): unknown[] {
  const { minimum, maximum, multipleOf, maxItems } = schema;
  const wrong: unknown[] = [typeof value === 'string' ? 7 : 'seven', null];
  if (typeof value === 'string') {
    wrong.push('', `${value} `, value.slice(0, -1));
    if (schema.enum !== undefined) wrong.push('something else');
    if (schema.format === 'date-time') wrong.push('yesterday');
  }
  if (typeof value === 'number') {
    if (minimum !== undefined) wrong.push(minimum - (multipleOf ?? 1));
    if (maximum !== undefined) wrong.push(maximum + (multipleOf ?? 1));
    wrong.push(value + (multipleOf ?? 1) / 4);
  }
  const [first] = Array.isArray(value) ? value : [];
  if (maxItems !== undefined && maxItems < 1000 && first !== undefined)
    wrong.push(Array(maxItems + 1).fill(first));
  return wrong;
}

function withItem(change: Change): Change {
  return (list) => (Array.isArray(list) ? [change(list[0]), ...list.slice(1)] : list);
}

function withProperty(name: string, change: Change): Change {
  return (record) => (isRecord(record) ? { ...record, [name]: change(record[name]) } : record);
}

function without(name: string): Change {
  return (record) =>
    isRecord(record) ? Object.fromEntries(Object.entries(record).filter(([key]) => key !== name)) : record;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
