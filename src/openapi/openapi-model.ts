/** Where a fact comes from: the seed pages, another published guide page, or nowhere but our best reading. */
export type Provenance = 'seed' | 'documented' | 'assumed';

/** The two marks that a node of the document may carry; they come together or not at all. */
export interface Marks {
  'x-provenance'?: Provenance;
  'x-source'?: string;
}

export interface Reference extends Marks {
  $ref: string;
  description?: string;
  'x-assumed'?: Record<string, string>;
}

/** JSON Schema 2020-12 as far as the document uses it; `resolve-schema.ts` refuses what is not named here. */
export interface SchemaObject extends Marks {
  type?: string | string[];
  description?: string;
  format?: string;
  pattern?: string;
  const?: unknown;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  multipleOf?: number;
  minLength?: number;
  maxItems?: number;
  default?: unknown;
  required?: string[];
  properties?: Record<string, SchemaObject | Reference>;
  additionalProperties?: SchemaObject | Reference;
  items?: SchemaObject | Reference;
  anyOf?: (SchemaObject | Reference)[];
  /** What of this schema is assumed, by keyword, each with its source; `presence`: that the property is there at all. */
  'x-assumed'?: Record<string, string>;
  /** A second schema that the published text admits as well; always assumed. */
  'x-other-reading'?: SchemaObject;
}

export interface ExampleObject {
  summary: string;
  value: unknown;
}

export interface ParameterObject extends Marks {
  name: string;
  in: 'path' | 'query';
  required?: boolean;
  description: string;
  schema: SchemaObject | Reference;
  example: unknown;
}

export interface HeaderObject extends Marks {
  description: string;
  required?: boolean;
  schema: SchemaObject | Reference;
  example: unknown;
}

export interface MediaTypeObject extends Marks {
  schema: SchemaObject | Reference;
  examples: Record<string, ExampleObject>;
}

export interface RequestBodyObject extends Marks {
  required: boolean;
  description?: string;
  content: Record<string, MediaTypeObject>;
}

export interface ResponseObject extends Marks {
  description: string;
  headers?: Record<string, HeaderObject | Reference>;
  content?: Record<string, MediaTypeObject>;
}

export interface OperationObject extends Marks {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  security?: Record<string, string[]>[];
  parameters?: (ParameterObject | Reference)[];
  requestBody?: RequestBodyObject;
  responses: Record<string, ResponseObject | Reference>;
}

/** The methods that the document uses. */
export type HttpMethod = 'get' | 'post' | 'delete';

export type PathItemObject = Partial<Record<HttpMethod, OperationObject>>;

export interface ComponentsObject {
  parameters: Record<string, ParameterObject>;
  headers: Record<string, HeaderObject>;
  responses: Record<string, ResponseObject>;
  schemas: Record<string, SchemaObject>;
}

/** The OpenAPI 3.1 document of the Partner API, self-contained: its examples stand in it. */
export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string; summary: string; description: string };
  servers: ({ url: string; description: string } & Marks)[];
  tags: { name: string; description: string }[];
  security: Record<string, string[]>[];
  paths: Record<string, PathItemObject>;
  webhooks: Record<string, { post: OperationObject }>;
  components: ComponentsObject;
}
