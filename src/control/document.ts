import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { InvalidArgumentError } from '../errors.js';
import { packageRoot } from '../package-root.js';
import type { ControlOperationId } from './operation-types.js';

/** What came in a request to the control surface. */
export interface ControlInput {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
}

/** One operation of the control surface. */
export interface ControlOperation {
  id: ControlOperationId;
  method: 'get' | 'post' | 'delete';
  expressPath: string;
  /** Whether the admin token is demanded where there is one. */
  secured: boolean;
  /** Checks what came against the document, and makes numbers of those in path and query. Throws InvalidArgumentError. */
  assertValid: (input: ControlInput) => void;
}

interface ParameterObject {
  name: string;
  in: 'path' | 'query';
  required?: boolean;
  schema: object;
}

interface OperationObject {
  operationId: ControlOperationId;
  security?: object[];
  parameters?: (ParameterObject | { $ref: string })[];
  requestBody?: { content: { 'application/json': { schema: object } } };
}

interface Document {
  paths: Record<string, Partial<Record<'get' | 'post' | 'delete', OperationObject>>>;
  components: { parameters: Record<string, ParameterObject> };
}

/** The file that describes the control surface. */
export const controlDocumentPath: string = join(packageRoot, 'openapi', 'control-api.v1.yaml');

/** The same as JSON, written by `npm run generate`: reading the YAML would take a good part of the start. */
const controlDocumentJsonPath: string = join(packageRoot, 'openapi', 'control-api.v1.json');

const DOCUMENT_ID = 'control';

/** The operations of the control surface, as its document has them. */
export function controlOperations(): ControlOperation[] {
  const document: Document = JSON.parse(readFileSync(controlDocumentJsonPath, 'utf8'));
  // Without the schema of schemas, which would take long to compile; a linter judges the document in the tests.
  const ajv = new Ajv2020({ strict: false, verbose: true, meta: false, validateSchema: false });
  addFormats.default(ajv);
  ajv.addSchema(document, DOCUMENT_ID);
  const operations: ControlOperation[] = [];
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of ['get', 'post', 'delete'] as const) {
      const operation = item[method];
      if (operation === undefined) continue;
      operations.push({
        id: operation.operationId,
        method,
        expressPath: path.replace(/\{(\w+)\}/g, ':$1'),
        secured: operation.security?.length !== 0,
        assertValid: validatorOf(ajv, document, operation),
      });
    }
  }
  return operations;
}

function validatorOf(
  ajv: Ajv2020,
  document: Document,
  operation: OperationObject,
): ControlOperation['assertValid'] {
  let compiled: ValidateFunction | undefined;
  const parameters = (operation.parameters ?? []).map((parameter) => resolveParameter(document, parameter));
  return (input) => {
    compiled ??= ajv.compile(absolute(schemaOf(operation, parameters)));
    for (const { name, in: place, schema } of parameters) toNumber(input[place], name, schema);
    if (compiled(input)) return;
    const [error] = compiled.errors ?? [];
    const segments = (error?.instancePath ?? '').split('/').slice(2);
    const { missingProperty, additionalProperty } = error?.params ?? {};
    const field = [...segments, missingProperty ?? additionalProperty]
      .filter((part) => part !== undefined)
      .join('.');
    throw new InvalidArgumentError(
      field || 'body',
      sentence(field, error?.keyword, error?.message, error?.params),
    );
  };
}

function sentence(
  field: string,
  keyword?: string,
  message = 'is not valid',
  params: Record<string, unknown> = {},
): string {
  const name = field === '' ? 'The request' : field;
  if (keyword === 'required') return `${name} is missing.`;
  if (keyword === 'additionalProperties') return `${name} is not known here; check its spelling.`;
  if (keyword === 'enum' && Array.isArray(params.allowedValues)) {
    return `${name} must be one of: ${params.allowedValues.join(', ')}.`;
  }
  return `${name} ${message}.`;
}

function schemaOf(operation: OperationObject, parameters: ParameterObject[]): object {
  const part = (place: string) => {
    const own = parameters.filter((parameter) => parameter.in === place);
    return {
      type: 'object',
      properties: Object.fromEntries(own.map(({ name, schema }) => [name, schema])),
      required: own.filter(({ required }) => required).map(({ name }) => name),
      additionalProperties: false,
    };
  };
  const body = operation.requestBody?.content['application/json'].schema ?? part('body');
  return { type: 'object', properties: { path: part('path'), query: part('query'), body } };
}

/** References within the document, made to work from a schema that stands outside it. */
function absolute(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', `"$ref":"${DOCUMENT_ID}#/`));
}

function resolveParameter(
  document: Document,
  parameter: ParameterObject | { $ref: string },
): ParameterObject {
  if (!('$ref' in parameter)) return parameter;
  const resolved = document.components.parameters[parameter.$ref.split('/').at(-1) ?? ''];
  if (resolved === undefined)
    throw new TypeError(`${controlDocumentPath} refers to ${parameter.$ref}, which it lacks`);
  return resolved;
}

function toNumber(values: Record<string, unknown>, name: string, schema: object): void {
  const value = values[name];
  const wanted = 'type' in schema && schema.type === 'integer';
  if (wanted && typeof value === 'string' && /^\d{1,15}$/.test(value)) values[name] = Number(value);
}
