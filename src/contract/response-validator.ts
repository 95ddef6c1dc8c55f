import { pointerTo } from '../openapi/json-pointer.js';
import type { OperationResponse } from '../openapi/operation.js';
import {
  type ExpectedResponse,
  type Mismatch,
  type ReceivedResponse,
  responseFor,
  validateResponse as validateAgainst,
  valueMismatches,
} from '../openapi/response-validator.js';
import type { Schema } from '../openapi/schema.js';
import type { OperationId } from './operation-types.js';
import { operation, type PartnerOperation } from './operations.js';
import { isAssumed, type Mark, markOf, marksOf, type Provenance } from './provenance.js';
import { relaxSchema } from './relaxed-schema.js';

export type { ReceivedResponse };

/** `strict` holds a response to everything in the document, `default` only to seed and documented facts. */
export type Strength = 'default' | 'strict';

/** A mismatch with the provenance of the fact that is broken. */
export interface Violation extends Omit<Mismatch, 'place' | 'schema' | 'property'> {
  provenance: Provenance;
  source: string;
}

/** What a response breaks: `failures` are breaches of seed and documented facts, `questions` of assumed ones. */
export interface Judgement {
  failures: Violation[];
  questions: Violation[];
}

const relaxedSchemas = new WeakMap<Schema, Schema>();
const relaxedResponses = new WeakMap<OperationResponse, ExpectedResponse>();

/**
 * Every difference between a response and the document: status, headers, media type, body. With `default` strength only
 * seed and documented facts count (see `relaxSchema`), and where the status of a success is itself assumed, another 2xx
 * is accepted for it. Headers and properties that the document does not know are always fine. Never throws for a response.
 */
export function validateResponse(
  id: OperationId,
  received: ReceivedResponse,
  strength: Strength = 'default',
): Violation[] {
  const about = operation(id);
  const response = expectedResponse(about, received.status, strength);
  if (response === undefined) return [unknownStatus(about, received.status)];
  const expected = strength === 'strict' ? response : relaxedResponse(response);
  return validateAgainst(expected, received).map(violationOf);
}

/** Judges a response once with each strength. A question is always about something that the document only assumes. */
export function judgeResponse(id: OperationId, received: ReceivedResponse): Judgement {
  const strict = validateResponse(id, received, 'strict');
  if (strict.length === 0) return { failures: [], questions: [] };
  const failures = validateResponse(id, received, 'default');
  const failed = new Set(failures.map(keyOf));
  const questions = strict.filter(
    (violation) => violation.provenance === 'assumed' && !failed.has(keyOf(violation)),
  );
  return { failures, questions };
}

/** Every difference between one value and a schema; `subject` begins the sentences. */
export function judgeValue(schema: Schema, value: unknown, strength: Strength, subject: string): Violation[] {
  const expected = strength === 'strict' ? schema : relaxedSchema(schema);
  return valueMismatches(expected, value, subject).map(violationOf);
}

function expectedResponse(
  about: PartnerOperation,
  status: number,
  strength: Strength,
): OperationResponse | undefined {
  const declared = responseFor(about, status);
  if (declared !== undefined || strength === 'strict' || status < 200 || status > 299) return declared;
  return about.responses.find((response) => response.status.startsWith('2') && isAssumed(response.place));
}

/** The response without everything that is assumed. */
function relaxedResponse(response: OperationResponse): ExpectedResponse {
  let relaxed = relaxedResponses.get(response);
  if (relaxed === undefined) {
    const { content, headers, place } = response;
    relaxed = {
      ...response,
      headers: headers.map((header) => ({
        ...header,
        required: header.required && !isAssumed(header.place),
        schema: relaxedSchema(header.schema),
      })),
      content: isAssumed(content?.place ?? place)
        ? 'any'
        : content && { ...content, schema: relaxedSchema(content.schema) },
    };
    relaxedResponses.set(response, relaxed);
  }
  return relaxed;
}

function relaxedSchema(schema: Schema): Schema {
  let relaxed = relaxedSchemas.get(schema);
  if (relaxed === undefined) {
    relaxed = relaxSchema(schema);
    relaxedSchemas.set(schema, relaxed);
  }
  return relaxed;
}

function violationOf(mismatch: Mismatch): Violation {
  const { part, at, keyword, message, schemaPath } = mismatch;
  return { part, at, keyword, message, schemaPath, ...markOfMismatch(mismatch) };
}

function markOfMismatch({ keyword, place, property, schema }: Mismatch): Mark {
  if (property !== undefined) return marksOf(property).presence;
  if (schema === undefined) return markOf(place);
  const { mark, assumed, otherReading } = marksOf(schema);
  const source = assumed[keyword] ?? (keyword === 'type' ? otherReading?.mark.source : undefined);
  return source === undefined ? mark : { provenance: 'assumed', source };
}

function keyOf({ part, at, keyword, schemaPath }: Violation): string {
  return JSON.stringify([part, at, keyword, schemaPath]);
}

function unknownStatus(about: PartnerOperation, status: number): Violation {
  const { id, responses, place } = about;
  const { provenance, source } = markOf(expectedResponse(about, status, 'default')?.place ?? place);
  const known = responses.map((response) => response.status).join(', ');
  return {
    part: 'status',
    at: '',
    keyword: 'status',
    message: `the status must be one of ${known} for ${id}; got ${status}`,
    schemaPath: pointerTo(place.pointer, 'responses'),
    provenance,
    source,
  };
}
