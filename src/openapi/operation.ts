import type { OperationId } from '../contract/operation-types.js';
import type { PlacedMark } from '../contract/provenance.js';
import type { ExampleObject, HttpMethod } from './openapi-model.js';
import type { ResolvedSchema } from './resolve-schema.js';

export interface Parameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  description: string;
  schema: ResolvedSchema;
  example: unknown;
  mark: PlacedMark;
}

/** One media type of a request or response body. */
export interface Content {
  mediaType: string;
  schema: ResolvedSchema;
  /** By the name that `Prefer: example=` takes. */
  examples: Readonly<Record<string, ExampleObject>>;
  mark: PlacedMark;
}

export interface ResponseHeader {
  /** As the document writes it; compare without regard to case. */
  name: string;
  required: boolean;
  description: string;
  schema: ResolvedSchema;
  example: unknown;
  mark: PlacedMark;
}

export interface OperationResponse {
  /** `200`, or a range such as `5XX`. */
  status: string;
  description: string;
  headers: readonly ResponseHeader[];
  /** Null when the response has no body. */
  content: Content | null;
  mark: PlacedMark;
}

export interface Operation {
  id: OperationId;
  method: HttpMethod;
  /** Such as `/v1/gradings/{id}`. */
  path: string;
  /** Such as `/v1/gradings/:id`. */
  expressPath: string;
  tag: string;
  summary: string;
  description: string;
  /** Whether it needs a key. */
  secured: boolean;
  parameters: readonly Parameter[];
  requestBody: Content | null;
  /** In the order of the document, ranges such as `5XX` last. */
  responses: readonly OperationResponse[];
  mark: PlacedMark;
}
