import { generateValue } from '../../openapi/generate-value.js';
import { namedSchema } from '../../openapi/payload-validator.js';
import type { ResolvedSchema } from '../../openapi/resolve-schema.js';
import { apiDocument } from '../document.js';
import type { SchemaName } from '../names.js';
import { isOperationId, operation, operations } from '../operations.js';
import { responseFor } from '../response-validator.js';
import { type NearMiss, nearMisses } from './near-misses.js';

/** What a sample was asked of does not exist, or has no body. */
export class SampleError extends Error {
  readonly code = 'no_such_sample';
}

export interface SampleRequest {
  /** A schema of the document, or an operation, whose answer is meant. */
  name: string;
  /** The status of an operation's answer; its success unless told. */
  status?: number | undefined;
  /** How many; 1 unless told. */
  count?: number | undefined;
  /** 1 unless told. */
  seed?: number | undefined;
}

/** Payloads that the document describes; the same for the same seed. Throws SampleError. */
export function samples({ count = 1, seed = 1, ...wish }: SampleRequest): unknown[] {
  const schema = schemaOf(wish);
  return Array.from({ length: count }, (_, index) => generateValue(schema, seed + index));
}

/** Payloads that are wrong in one place each, spread over the places where they can be. Throws SampleError. */
export function invalidSamples({ count, seed = 1, ...wish }: SampleRequest): NearMiss[] {
  const schema = schemaOf(wish);
  const all = nearMisses(schema, generateValue(schema, seed));
  if (count === undefined || count >= all.length) return all;
  const step = all.length / count;
  return Array.from({ length: count }, (_, index) => all[Math.floor(index * step)]).filter(
    (miss) => miss !== undefined,
  );
}

/** Everything that there are samples of. */
export function sampleNames(): string[] {
  return [...schemaNames(), ...operations().keys()];
}

function schemaOf({ name, status }: Pick<SampleRequest, 'name' | 'status'>): ResolvedSchema {
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
    throw new SampleError(`${name} has no answer with ${status}; it has: ${known}.`);
  }
  if (response.content === null)
    throw new SampleError(`The answer of ${name} with ${response.status} has no body.`);
  return response.content.schema;
}

function schemaNames(): string[] {
  return Object.keys(apiDocument().components.schemas);
}

function isSchemaName(name: string): name is SchemaName {
  return schemaNames().includes(name);
}
