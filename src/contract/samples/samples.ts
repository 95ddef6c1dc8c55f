import { generateValue } from '../../openapi/generate-value.js';
import { responseFor } from '../../openapi/response-validator.js';
import type { Schema } from '../../openapi/schema.js';
import { apiDocument } from '../document.js';
import type { SchemaName } from '../names.js';
import { isOperationId, operation, operations } from '../operations.js';
import { namedSchema } from '../payload-validator.js';
import { type NearMiss, nearMisses } from './near-misses.js';

/** There is no such schema or response, or it has no body. */
export class SampleError extends Error {
  readonly code = 'no_such_sample';
}

export interface SampleOptions {
  /** A schema of the document, or an operation, which stands for its response. */
  name: string;
  /** The status of an operation's response. Default: its success. */
  status?: number | undefined;
  /** How many. Default: 1. */
  count?: number | undefined;
  /** Default: 1. */
  seed?: number | undefined;
}

/** Payloads that the document describes; the same for the same seed. Throws SampleError. */
export function samples({ count = 1, seed = 1, ...of }: SampleOptions): unknown[] {
  const schema = schemaOf(of);
  return Array.from({ length: count }, (_, index) => generateValue(schema, seed + index));
}

/** Payloads that are wrong in one place each, spread over all places that can be wrong. Default count: all. Throws SampleError. */
export function invalidSamples({ count, seed = 1, ...of }: SampleOptions): NearMiss[] {
  const schema = schemaOf(of);
  const all = nearMisses(schema, generateValue(schema, seed));
  if (count === undefined || count >= all.length) return all;
  const step = all.length / count;
  return Array.from({ length: count }, (_, index) => all[Math.floor(index * step)]).filter(
    (miss) => miss !== undefined,
  );
}

/** The names of all schemas and operations. */
export function sampleNames(): string[] {
  return [...schemaNames(), ...operations().keys()];
}

function schemaOf({ name, status }: Pick<SampleOptions, 'name' | 'status'>): Schema {
  if (isSchemaName(name)) {
    if (status === undefined) return namedSchema(name);
    throw new SampleError(`${name} is a schema and has no status; --status goes with an operation.`);
  }
  if (!isOperationId(name)) {
    throw new SampleError(
      `There is no schema or operation "${name}". There are: ${sampleNames().join(', ')}.`,
    );
  }
  const about = operation(name);
  const response =
    status === undefined
      ? about.responses.find((candidate) => candidate.status.startsWith('2'))
      : responseFor(about, status);
  if (response === undefined) {
    const known = about.responses.map((candidate) => candidate.status).join(', ');
    throw new SampleError(`${name} has no response with ${status}; it has: ${known}.`);
  }
  if (response.content === null)
    throw new SampleError(`The response of ${name} with ${response.status} has no body.`);
  return response.content.schema;
}

function schemaNames(): string[] {
  return Object.keys(apiDocument().components.schemas);
}

function isSchemaName(name: string): name is SchemaName {
  return schemaNames().includes(name);
}
