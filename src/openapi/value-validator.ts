import type { ErrorObject, ValidateFunction } from 'ajv';
import { nearestName } from '../nearest-name.js';
import { sharedAjv } from './ajv.js';
import { bestErrors } from './best-errors.js';
import { DocumentError } from './document-error.js';
import { expectation, shown } from './expectation.js';
import { pointerSegments, pointerTo } from './json-pointer.js';
import { type Schema, schemaPlace } from './schema.js';

/** One way in which a value does not fit its schema. */
export interface Problem {
  /** JSON pointer to the place in the value; for a missing or unknown property, to that property. */
  at: string;
  /** The JSON Schema keyword that is broken. */
  keyword: string;
  /** What is wrong, to be read after the name of the place: `must be a UUID; got 5`, `is missing`. */
  complaint: string;
  /** The schema that is broken; for a missing property, the schema of the object. */
  schema: Schema;
  /** The name of a required property that is missing. */
  missing: string | undefined;
}

const compiled = new WeakMap<Schema, ValidateFunction>();

/** Every problem of a value; none when it fits. The schema is compiled at its first use. */
export function validateValue(schema: Schema, value: unknown): Problem[] {
  let validate = compiled.get(schema);
  if (validate === undefined) {
    validate = sharedAjv().compile(schema);
    compiled.set(schema, validate);
  }
  return validate(value) ? [] : problemsOf(validate.errors);
}

/** The problems that a failed validation of ajv found. */
export function problemsOf(errors: readonly ErrorObject[] | null | undefined): Problem[] {
  return bestErrors(errors ?? []).map(problemOf);
}

function problemOf(error: ErrorObject): Problem {
  const { keyword, parentSchema, params, instancePath } = error;
  if (!isSchema(parentSchema)) throw new DocumentError(error.schemaPath, 'ajv names no schema of an error');
  const property: unknown = params.missingProperty ?? params.additionalProperty;
  const at = typeof property === 'string' ? pointerTo(instancePath, property) : instancePath;
  return {
    at,
    keyword,
    complaint: complaintOf(error, parentSchema),
    schema: parentSchema,
    missing: keyword === 'required' ? String(params.missingProperty) : undefined,
  };
}

function complaintOf({ keyword, params, data }: ErrorObject, schema: Schema): string {
  switch (keyword) {
    case 'required':
      return 'is missing';
    case 'additionalProperties':
      return unknownName(String(params.additionalProperty), Object.keys(schema.properties ?? {}));
    case 'pattern':
      return `must match the pattern ${schema.pattern}; got ${shown(data)}`;
    case 'maxItems':
    case 'minItems': {
      const bound = keyword === 'maxItems' ? 'at most' : 'at least';
      const items = params.limit === 1 ? 'item' : 'items';
      return `must have ${bound} ${params.limit} ${items}; got ${Array.isArray(data) ? data.length : 0}`;
    }
    case 'minLength':
      return 'must not be empty';
    case 'maxLength':
      return `must have at most ${params.limit} characters; got ${shown(data)}`;
    case 'anyOf':
      return `must be ${(schema.anyOf ?? []).map(shapeName).join(' or ')}; got ${shown(data)}`;
    default:
      return `must be ${expectation(schema)}; got ${shown(data)}`;
  }
}

/** What is wrong with an unknown name, with the known name that was probably intended. */
function unknownName(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  if (nearest !== undefined) return `is not known here. Did you mean "${nearest}"?`;
  return known.length === 0 ? 'is not known here' : `is not known here. Known: ${known.join(', ')}`;
}

/** A complaint as a whole sentence about `subject`. */
export function sentence(subject: string, complaint: string): string {
  return `${subject} ${complaint}${complaint.endsWith('?') ? '' : '.'}`;
}

function shapeName(schema: Schema): string {
  const [, section, name, ...inside] = pointerSegments(schema[schemaPlace].pointer);
  return section === 'schemas' && inside.length === 0 ? `the shape ${name}` : expectation(schema);
}

function isSchema(schema: object | undefined): schema is Schema {
  return schema !== undefined && schemaPlace in schema;
}
