import type { ErrorObject, ValidateFunction } from 'ajv';
import { sharedAjv } from '../openapi/ajv.js';
import { bestErrors } from '../openapi/best-errors.js';
import { DocumentError } from '../openapi/document-error.js';
import { expectation, shown } from '../openapi/expectation.js';
import { pointerSegments, pointerTo } from '../openapi/json-pointer.js';
import type { ResolvedSchema } from '../openapi/resolve-schema.js';
import type { Violation } from '../openapi/violation.js';
import type { PlacedMark } from './provenance.js';
import { relaxSchema, type Strength } from './relaxed-schema.js';

const compiled = {
  strict: new WeakMap<ResolvedSchema, ValidateFunction>(),
  default: new WeakMap<ResolvedSchema, ValidateFunction>(),
};

/**
 * Judges one value by a schema. `subject` begins the sentences (`body`, `header retry-after`). The schema is compiled at
 * its first use, for each strength on its own.
 */
export function judgeValue(
  schema: ResolvedSchema,
  value: unknown,
  strength: Strength,
  subject: string,
  part: Violation['part'] = 'body',
): Violation[] {
  let validate = compiled[strength].get(schema);
  if (validate === undefined) {
    validate = sharedAjv().compile(strength === 'strict' ? schema : relaxSchema(schema));
    compiled[strength].set(schema, validate);
  }
  validate(value);
  return bestErrors(validate.errors ?? []).map((error) => violationOf(error, subject, part));
}

function violationOf(error: ErrorObject, subject: string, part: Violation['part']): Violation {
  const { keyword, parentSchema, data } = error;
  if (!isResolved(parentSchema))
    throw new DocumentError(error.schemaPath, 'ajv did not name the schema that broke');
  const name: unknown = keyword === 'required' ? error.params.missingProperty : undefined;
  const missing = typeof name === 'string' ? name : undefined;
  const at = missing === undefined ? error.instancePath : pointerTo(error.instancePath, missing);
  const place = pointerSegments(at).reduce(
    (path, segment) => (/^\d+$/.test(segment) ? `${path}[${segment}]` : `${path}.${segment}`),
    subject,
  );
  const { pointer, provenance, source } = markOfError(parentSchema, keyword, missing);
  return {
    part,
    at,
    keyword,
    message: `${place} ${missing === undefined ? complaint(error, parentSchema, data) : 'is missing'}`,
    schemaPath: missing === undefined ? pointerTo(pointer, keyword) : pointer,
    provenance,
    source,
  };
}

function markOfError(schema: ResolvedSchema, keyword: string, missing: string | undefined): PlacedMark {
  const mark = schema['x-mark'];
  if (missing !== undefined) return schema.properties?.[missing]?.['x-presence'] ?? mark;
  const otherReading = keyword === 'type' ? schema['x-other-reading']?.['x-mark'].source : undefined;
  const assumedSource = schema['x-assumed']?.[keyword] ?? otherReading;
  return assumedSource === undefined ? mark : { ...mark, provenance: 'assumed', source: assumedSource };
}

function complaint({ keyword, params }: ErrorObject, schema: ResolvedSchema, data: unknown): string {
  if (keyword === 'pattern') return `must match the pattern ${schema.pattern}; got ${shown(data)}`;
  if (keyword === 'maxItems') return `must have at most ${params.limit} items; got ${lengthOf(data)}`;
  if (keyword === 'minLength') return 'must not be empty';
  if (keyword === 'anyOf') {
    const shapes = (schema.anyOf ?? []).map(shapeName);
    return `must be ${shapes.join(' or ')}; got ${shown(data)}`;
  }
  return `must be ${expectation(schema)}; got ${shown(data)}`;
}

function lengthOf(data: unknown): number {
  return Array.isArray(data) ? data.length : 0;
}

function shapeName(schema: ResolvedSchema): string {
  const [, section, name, ...inside] = pointerSegments(schema['x-mark'].pointer);
  return section === 'schemas' && inside.length === 0 ? `the shape ${name}` : expectation(schema);
}

function isResolved(schema: object | undefined): schema is ResolvedSchema {
  return schema !== undefined && 'x-mark' in schema;
}
