import { expectation, shown } from './expectation.js';
import type { Operation } from './operation.js';
import type { ResolvedSchema } from './resolve-schema.js';

/** One named value of a request: a path parameter, a query parameter, or a property of the body. */
export interface RequestField {
  name: string;
  in: 'path' | 'query' | 'body';
  required: boolean;
  schema: ResolvedSchema;
  /** A valid use of it, such as `limit=25`. */
  sample: string;
}

/** Every named value that an operation's request can hold. */
export function requestFields(operation: Operation): RequestField[] {
  const parameters = operation.parameters.map(
    ({ name, in: location, required, schema, example }): RequestField => {
      const sample =
        location === 'path' ? operation.path.replace(`{${name}}`, String(example)) : `${name}=${example}`;
      return { name, in: location, required, schema, sample };
    },
  );
  const { requestBody } = operation;
  if (requestBody === null) return parameters;
  const required = requestBody.schema.required ?? [];
  const example = Object.values(requestBody.examples)[0]?.value;
  const properties = Object.entries(requestBody.schema.properties ?? {}).map(
    ([name, schema]): RequestField => ({
      name,
      in: 'body',
      required: required.includes(name),
      schema,
      sample: `"${name}": ${JSON.stringify(propertyOf(example, name))}`,
    }),
  );
  return [...parameters, ...properties];
}

function propertyOf(container: unknown, name: string): unknown {
  const entries = typeof container === 'object' && container !== null ? Object.entries(container) : [];
  return entries.find(([key]) => key === name)?.[1];
}

/** The sentence for a field that was refused: what it must be, what came, what to send. `undefined` means that nothing came. */
export function fieldSentence(field: RequestField, sent: unknown): string {
  const must = `${field.name} must be ${expectation(field.schema)}`;
  if (Array.isArray(sent) && field.in === 'query') {
    return `${must}, sent once; got it ${sent.length} times. Send for example ${field.sample}.`;
  }
  const hint =
    field.schema.format === 'date-time' && typeof sent === 'string' && sent.includes(' ')
      ? ' A + in a query must be sent as %2B.'
      : '';
  return `${must}; got ${shown(sent)}.${hint} Send for example ${field.sample}.`;
}

/** The sentence for a body that is no JSON object. */
export function bodySentence(fields: readonly RequestField[], sent: unknown): string {
  const samples = fields.filter((field) => field.in === 'body').map((field) => field.sample);
  return `The body must be a JSON object; got ${shown(sent)}. Send for example { ${samples.join(', ')} }.`;
}
