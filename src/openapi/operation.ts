import type { ExampleObject, HttpMethod } from './document.js';
import type { Place } from './place.js';
import type { Schema } from './schema.js';

export interface Parameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  description: string;
  schema: Schema;
  example: unknown;
  place: Place;
}

/** One media type of a request or response body. */
export interface Content {
  mediaType: string;
  schema: Schema;
  /** By name. */
  examples: Readonly<Record<string, ExampleObject>>;
  place: Place;
}

export interface ResponseHeader {
  /** As the document writes it; compare without regard to case. */
  name: string;
  required: boolean;
  description: string;
  schema: Schema;
  example: unknown;
  place: Place;
}

export interface OperationResponse {
  /** `200`, a range such as `5XX`, or `default`. */
  status: string;
  description: string;
  headers: readonly ResponseHeader[];
  /** Null when the response has no body. */
  content: Content | null;
  place: Place;
}

export interface Operation<Id extends string = string> {
  id: Id;
  method: HttpMethod;
  /** Such as `/v1/gradings/{id}`. */
  path: string;
  /** Such as `/v1/gradings/:id`. */
  expressPath: string;
  tag: string;
  summary: string;
  description: string;
  /** Whether it needs credentials. */
  secured: boolean;
  parameters: readonly Parameter[];
  requestBody: Content | null;
  /** In the order of the document, ranges such as `5XX` last. */
  responses: readonly OperationResponse[];
  place: Place;
}
