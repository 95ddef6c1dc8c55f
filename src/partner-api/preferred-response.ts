import { createHash } from 'node:crypto';
import type { OperationId } from '../contract/operation-types.js';
import { operation } from '../contract/operations.js';
import { responseFor } from '../contract/response-validator.js';
import type { Exchange } from '../http/exchange.js';
import { generateValue } from '../openapi/generate-value.js';
import type { Operation, OperationResponse } from '../openapi/operation.js';
import type { Answer } from './api-response.js';
import { documentedAnswer } from './documented-response.js';
import { type Preferences, preferenceApplied, preferencesOf, refusal } from './preferences.js';

/**
 * The answer that the caller prefers to the real one, by `Prefer` or its twins in the query; undefined when there is
 * none. `seed` is the world's. Throws ApiError for preferences that cannot be met.
 */
export function preference(exchange: Exchange, id: OperationId, seed: () => number): Answer | undefined {
  const { headers, query, originalUrl: url } = exchange.request;
  if (headers.prefer === undefined && !url.includes('__')) return undefined;
  const preferences = preferencesOf(headers, query);
  if (preferences === undefined) return undefined;
  const { vary } = exchange.headers;
  exchange.headers.vary = vary === undefined ? 'Prefer' : `${vary}, Prefer`;
  const answer = preferredAnswer(operation(id), preferences, { seed: seed(), url });
  if (answer !== undefined && answer.status >= 400) exchange.reason = 'The request preferred this answer.';
  return answer;
}

/** What a generated body follows from: the same request to the same world gets the same one. */
export interface DynamicSource {
  seed: number;
  url: string;
}

/**
 * The answer that a client prefers to the real one; undefined when it prefers none (`dynamic=false` alone). Throws
 * ApiError, with what is allowed, for a status or an example that the operation does not have.
 */
export function preferredAnswer(
  about: Operation,
  preferences: Preferences,
  source: DynamicSource,
): Answer | undefined {
  const { code, example, dynamic = false } = preferences;
  if (code === undefined && example === undefined && !dynamic) return undefined;
  const status = code ?? successOf(about);
  const response = responseFor(about, status);
  if (response === undefined) {
    const known = about.responses.map((each) => each.status).join(', ');
    throw refusal(`${about.id} has no documented answer with code ${status}; it must be one of: ${known}`);
  }
  const documented = documentedAnswer(about, status, example);
  if (documented === undefined) {
    throw refusal(`${about.id} has no example "${example}" with code ${status}; ${knownExamples(response)}`);
  }
  const { content } = response;
  const body = dynamic && content !== null ? generateValue(content.schema, seedOf(source)) : documented.body;
  const headers = { ...documented.headers, 'preference-applied': preferenceApplied(preferences) };
  return { status, headers, body };
}

function successOf({ responses }: Operation): number {
  return Number(responses.find(({ status }) => status.startsWith('2'))?.status ?? 200);
}

function knownExamples({ content }: OperationResponse): string {
  const names = Object.keys(content?.examples ?? {});
  return names.length === 0 ? 'that answer has no body' : `it must be one of: ${names.join(', ')}`;
}

function seedOf({ seed, url }: DynamicSource): number {
  return createHash('sha256').update(`${seed} ${url}`).digest().readUInt32BE();
}
