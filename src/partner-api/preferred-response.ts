import { createHash } from 'node:crypto';
import { parse } from 'node:querystring';
import type { OperationId } from '../contract/operation-types.js';
import { operation } from '../contract/operations.js';
import type { ApiRequest } from '../http/api-request.js';
import type { Exchange } from '../http/exchange.js';
import { setHeader } from '../http/http-response.js';
import { generateValue } from '../openapi/generate-value.js';
import type { Operation, OperationResponse } from '../openapi/operation.js';
import { responseFor } from '../openapi/response-validator.js';
import type { ApiResponse } from './api-response.js';
import { documentedResponse } from './documented-response.js';
import { type Preferences, preferenceApplied, preferencesOf, refusal } from './preferences.js';

/**
 * The response that the caller prefers to the real one, by `Prefer` or its query parameters. Undefined when there is no
 * preference. `seed` is the world's. Throws ApiError for preferences that cannot be met.
 */
export function preference(
  { headers, query, path }: ApiRequest,
  exchange: Exchange,
  id: OperationId,
  seed: () => number,
): ApiResponse | undefined {
  if (headers.prefer === undefined && !query.includes('__')) return undefined;
  const preferences = preferencesOf(headers, parse(query));
  if (preferences === undefined) return undefined;
  setHeader(exchange.headers, 'vary', 'Origin, Prefer');
  const url = query === '' ? path : `${path}?${query}`;
  const response = preferredResponse(operation(id), preferences, { seed: seed(), url });
  if (response !== undefined && response.status >= 400)
    exchange.reason = 'The request preferred this response.';
  return response;
}

/** What a generated body depends on: the same request to the same world gets the same body. */
export interface DynamicSource {
  seed: number;
  url: string;
}

/**
 * The response that a client prefers to the real one. Undefined when it prefers none (`dynamic=false` alone). Throws
 * ApiError with the valid values for a status or an example that the operation does not have.
 */
export function preferredResponse(
  about: Operation,
  preferences: Preferences,
  source: DynamicSource,
): ApiResponse | undefined {
  const { code, example, dynamic = false } = preferences;
  if (code === undefined && example === undefined && !dynamic) return undefined;
  const status = code ?? successOf(about);
  const response = responseFor(about, status);
  if (response === undefined) {
    const known = about.responses.map((each) => each.status).join(', ');
    throw refusal(`${about.id} has no documented response with code ${status}; it must be one of: ${known}`);
  }
  const documented = documentedResponse(about, status, example);
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
  return names.length === 0 ? 'that response has no body' : `it must be one of: ${names.join(', ')}`;
}

function seedOf({ seed, url }: DynamicSource): number {
  return createHash('sha256').update(`${seed} ${url}`).digest().readUInt32BE();
}
