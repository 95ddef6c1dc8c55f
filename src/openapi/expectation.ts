import type { Schema } from './schema.js';

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': 'an ISO 8601 date-time with Z or an offset',
  email: 'an e-mail address',
  uuid: 'a UUID',
  uri: 'an absolute URL',
};
const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  null: 'null',
  object: 'an object',
};
const SHOWN_LENGTH = 80;

/** What a schema expects, in words that fit after "must be". A schema may have its own words in `x-expected`. */
export function expectation(schema: Schema): string {
  if (typeof schema['x-expected'] === 'string') return schema['x-expected'];
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined)
    return `one of ${schema.enum.map((value) => JSON.stringify(value)).join(', ')}`;
  if (schema.anyOf !== undefined) return schema.anyOf.map(expectation).join(' or ');
  const types = schema.type === undefined ? [] : [schema.type].flat();
  const words = types.map((type) => {
    if (type === 'integer' || type === 'number') return numberText(schema, type === 'integer');
    if (type === 'string' && schema.format === 'uri' && schema.pattern !== undefined)
      return 'an absolute http or https URL';
    if (type === 'string' && schema.format !== undefined) return FORMATS[schema.format] ?? schema.format;
    return type === 'string' ? lengthText(schema) : (TYPES[type] ?? type);
  });
  return words.join(' or ') || 'something else';
}

function lengthText({ minLength, maxLength }: Schema): string {
  const bound = maxLength === undefined ? '' : ` of at most ${maxLength} characters`;
  return `${minLength === 1 ? 'non-empty ' : ''}text${bound}`;
}

function numberText({ minimum, maximum, multipleOf }: Schema, isInteger: boolean): string {
  const steps = multipleOf === undefined ? '' : ` in steps of ${multipleOf}`;
  if (minimum !== undefined && maximum !== undefined) {
    return `${isInteger ? 'an integer' : 'a number'} from ${minimum} to ${maximum}${steps}`;
  }
  if (minimum === 1 && isInteger) return 'a positive integer';
  const bound = minimum === undefined ? '' : ` of at least ${minimum}`;
  return `${isInteger ? 'an integer' : 'a number'}${bound}${steps}`;
}

/** A value as part of a sentence: JSON on one line, cut after 80 characters. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = jsonOf(value);
  if (text.length <= SHOWN_LENGTH) return text;
  const wholeCharacters = Array.from(text.slice(0, 2 * SHOWN_LENGTH)).slice(0, SHOWN_LENGTH);
  return `${wholeCharacters.join('')}…`;
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // A parser can read values that are nested too deeply to be written again.
    if (error instanceof RangeError) return 'a value that is nested too deeply to show';
    throw error;
  }
}
