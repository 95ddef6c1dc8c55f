import { isObject } from '../json.js';
import { expectation, shown } from './expectation.js';
import type { Operation } from './operation.js';
import type { Schema } from './schema.js';

/** One named value of a request: a path parameter, a query parameter, or a property of the body. */
export interface RequestField {
  name: string;
  in: 'path' | 'query' | 'body';
  required: boolean;
  schema: Schema;
  /** A valid use of it, such as `limit=25`; undefined when the document gives no example. */
  sample: string | undefined;
}

/** Every named value that the request of an operation can have. */
export function requestFields(operation: Operation): RequestField[] {
  const parameters = operation.parameters.map(
    ({ name, in: location, required, schema, example }): RequestField => {
      const sample =
        location === 'path' ? operation.path.replace(`{${name}}`, String(example)) : `${name}=${example}`;
      return { name, in: location, required, schema, sample: example === undefined ? undefined : sample };
    },
  );
  const { requestBody } = operation;
  if (requestBody === null) return parameters;
  const { required = [], properties = {} } = requestBody.schema;
  const example = Object.values(requestBody.examples)[0]?.value;
  const values = isObject(example) ? example : {};
  const fields = Object.entries(properties).map(([name, schema]): RequestField => {
    const sample = name in values ? `"${name}": ${JSON.stringify(values[name])}` : undefined;
    return { name, in: 'body', required: required.includes(name), schema, sample };
  });
  return [...parameters, ...fields];
}

/** What is wrong with the value of a field: what it must be, what was received, what to send. `undefined`: nothing was received. */
export function fieldSentence({ name, in: location, schema, sample }: RequestField, sent: unknown): string {
  const must = `${name} must be ${expectation(schema)}`;
  if (Array.isArray(sent) && location === 'query') {
    return withSample(`${must}, sent once; got it ${sent.length} times.`, sample);
  }
  const hint =
    schema.format === 'date-time' && typeof sent === 'string' && sent.includes(' ')
      ? ' A + in a query must be sent as %2B.'
      : '';
  return withSample(`${must}; got ${shown(sent)}.${hint}`, sample);
}

/** What is wrong with a body that is not a JSON object. */
export function bodySentence(fields: readonly RequestField[], sent: unknown): string {
  const samples = fields.flatMap(({ in: location, sample }) =>
    location === 'body' && sample !== undefined ? [sample] : [],
  );
  const sample = samples.length === 0 ? undefined : `{ ${samples.join(', ')} }`;
  return withSample(`The body must be a JSON object; got ${shown(sent)}.`, sample);
}

function withSample(sentence: string, sample: string | undefined): string {
  return sample === undefined ? sentence : `${sentence} Send for example ${sample}.`;
}
