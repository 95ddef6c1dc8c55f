import type { ResolvedSchema } from './resolve-schema.js';

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
  string: 'text',
};
const SHOWN_LENGTH = 80;

/** What a schema expects, in words that fit after "must be". */
export function expectation(schema: ResolvedSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined)
    return `one of ${schema.enum.map((value) => JSON.stringify(value)).join(', ')}`;
  const types = schema.type === undefined ? [] : [schema.type].flat();
  const words = types.map((type) => {
    if (type === 'integer' || type === 'number') return range(schema, type === 'integer');
    if (type === 'string' && schema.format === 'uri' && schema.pattern !== undefined)
      return 'an absolute http or https URL';
    if (type === 'string' && schema.format !== undefined) return FORMATS[schema.format] ?? schema.format;
    return TYPES[type] ?? type;
  });
  return words.join(' or ') || 'something else';
}

function range({ minimum, maximum, multipleOf }: ResolvedSchema, whole: boolean): string {
  const steps = multipleOf === undefined ? '' : ` in steps of ${multipleOf}`;
  if (minimum !== undefined && maximum !== undefined) {
    return `${whole ? 'an integer' : 'a number'} from ${minimum} to ${maximum}${steps}`;
  }
  if (minimum === 1 && whole) return 'a positive integer';
  const bound = minimum === undefined ? '' : ` of at least ${minimum}`;
  return `${whole ? 'an integer' : 'a number'}${bound}${steps}`;
}

/** A value as it can stand in a sentence: JSON, one line, cut after 80 characters. */
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
    // What a parser can read may be nested too deeply to be written again.
    if (error instanceof RangeError) return 'a value of very many levels';
    throw error;
  }
}
