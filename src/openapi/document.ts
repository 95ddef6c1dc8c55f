import { readFileSync } from 'node:fs';

/** What an `x-…` property may hold; whoever uses an extension checks its value. */
export interface Extensions {
  [name: `x-${string}`]: unknown;
}

export interface Reference extends Extensions {
  $ref: string;
}

/** JSON Schema 2020-12, with the keywords that the documents of this project use. */
export interface SchemaObject extends Extensions {
  type?: string | string[];
  description?: string;
  format?: string;
  pattern?: string;
  const?: unknown;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  default?: unknown;
  required?: string[];
  properties?: Record<string, SchemaObject | Reference>;
  additionalProperties?: boolean | SchemaObject | Reference;
  items?: SchemaObject | Reference;
  anyOf?: (SchemaObject | Reference)[];
  oneOf?: (SchemaObject | Reference)[];
  allOf?: (SchemaObject | Reference)[];
}

export interface ExampleObject {
  summary: string;
  value: unknown;
}

export interface ParameterObject extends Extensions {
  name: string;
  in: 'path' | 'query';
  required?: boolean;
  description?: string;
  schema: SchemaObject | Reference;
  example?: unknown;
}

export interface HeaderObject extends Extensions {
  description?: string;
  required?: boolean;
  schema: SchemaObject | Reference;
  example?: unknown;
}

export interface MediaTypeObject extends Extensions {
  schema: SchemaObject | Reference;
  examples?: Record<string, ExampleObject>;
}

export interface RequestBodyObject extends Extensions {
  required?: boolean;
  description?: string;
  content: Record<string, MediaTypeObject>;
}

export interface ResponseObject extends Extensions {
  description: string;
  headers?: Record<string, HeaderObject | Reference>;
  content?: Record<string, MediaTypeObject>;
}

export interface OperationObject extends Extensions {
  operationId?: string;
  tags?: string[];
  summary?: string;
  description?: string;
  security?: Record<string, string[]>[];
  parameters?: (ParameterObject | Reference)[];
  requestBody?: RequestBodyObject | Reference;
  responses: Record<string, ResponseObject | Reference>;
}

export const httpMethods = ['get', 'put', 'post', 'patch', 'delete'] as const;

export type HttpMethod = (typeof httpMethods)[number];

export type PathItemObject = Partial<Record<HttpMethod, OperationObject>> & {
  /** Parameters of every operation of the path. */
  parameters?: (ParameterObject | Reference)[];
};

/** An OpenAPI 3.1 document in one piece: every reference leads to a place in itself. */
export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string; summary: string; description: string };
  servers: ({ url: string; description: string } & Extensions)[];
  tags: { name: string; description: string }[];
  security?: Record<string, string[]>[];
  paths: Record<string, PathItemObject>;
  webhooks?: Record<string, PathItemObject>;
  components: { schemas: Record<string, SchemaObject> } & Record<string, Record<string, object>>;
}

/** Reads a document from a JSON file. YAML would take more than a hundred times as long to parse. */
export function loadDocument(path: string): OpenApiDocument {
  return JSON.parse(readFileSync(path, 'utf8'));
}
