import { parse } from 'node:querystring';
import { isForeignDocument, ownDocument } from '../contract/document.js';
import type { OperationId } from '../contract/operation-types.js';
import { operation } from '../contract/operations.js';
import { partnerRequestValidator } from '../contract/request-validator.js';
import type { FaultService } from '../faults/faults.js';
import type { ApiRequest } from '../http/api-request.js';
import type { Exchange } from '../http/exchange.js';
import type { RateLimiter } from '../http/rate-limit.js';
import type { ApiResponse } from './api-response.js';
import type { Call, Caller, Handlers } from './call.js';
import { demandedResponse } from './demanded-error.js';
import { ApiError, type ValidationDetails } from './errors.js';
import { preference } from './preferred-response.js';
import { readJsonBody } from './request-body.js';
import { decodedPath, type Route } from './routes.js';

export interface OperateDependencies {
  handlers: Handlers;
  faults: FaultService;
  /** The seed of the current world, which generated bodies depend on. */
  seed: () => number;
  /** Undefined when requests are not limited. */
  rateLimiter: RateLimiter | undefined;
}

/** Carries out one operation for a caller who is authenticated where that is needed. Throws ApiError, FrameworkError. */
export type Operate = (
  request: ApiRequest,
  path: Route<unknown>['path'],
  caller: Caller | undefined,
  exchange: Exchange,
) => Promise<ApiResponse>;

/** The way from an authenticated request to the handler of an operation. */
export function createOperate<Id extends OperationId>(
  id: Id,
  { handlers, faults, seed, rateLimiter }: OperateDependencies,
): Operate {
  const validate = isForeignDocument() ? servableValidator(id) : partnerRequestValidator(id);
  const { secured } = operation(id);
  return async (request, path, caller, exchange) => {
    if (faults.hasCallFaults) {
      const demanded = await applyFaults(faults, id, request, exchange);
      if (demanded !== undefined) return demandedResponse(id, demanded, rateLimiter?.limit);
    }
    const keepText = (text: string) => {
      exchange.requestText = text;
    };
    const isRead = request.method === 'POST' || request.method === 'DELETE';
    const body = isRead ? await readJsonBody(request, keepText) : undefined;
    const verdict = validate({
      path: decodedPath(path),
      query: request.query === '' ? {} : parse(request.query),
      body,
    });
    if (!verdict.ok) throw new ApiError('validation_error', inOneSentence(verdict.details), verdict.details);
    const preferred = secured ? preference(request, exchange, id, seed) : undefined;
    if (preferred !== undefined) return preferred;
    // `caller` is undefined only where PublicOperationId says so, which a test compares with the document.
    const { path: pathValues, query, body: bodyValue } = verdict.value;
    return handlers[id]({
      path: pathValues,
      query,
      body: bodyValue,
      origin: exchange.origin,
      caller,
    } as Call<Id>);
  };
}

/**
 * Refuses what the document in force refuses, and what it allows beyond the kit's own document: the handlers do not know
 * it. Defaults are those of the document in force.
 */
function servableValidator<Id extends OperationId>(id: Id): ReturnType<typeof partnerRequestValidator<Id>> {
  const validate = partnerRequestValidator(id);
  const validateOwn = partnerRequestValidator(id, ownDocument());
  return (raw) => {
    const verdict = validate(raw);
    if (!verdict.ok) return verdict;
    const query: Record<string, unknown> = { ...raw.query };
    for (const [name, value] of Object.entries(verdict.value.query)) query[name] ??= String(value);
    return validateOwn({ ...raw, query });
  };
}

/** Applies the faults for this call, and returns the error that one of them demands. */
async function applyFaults(
  faults: FaultService,
  id: OperationId,
  { method }: ApiRequest,
  exchange: Exchange,
) {
  const { accountId, keyId } = exchange.credential ?? {};
  const effect = await faults.applyToCall({ operation: id, accountId, keyId, hasBody: method !== 'HEAD' });
  if (effect === undefined) return undefined;
  exchange.effect = effect;
  const { error } = effect;
  if (error !== undefined) {
    exchange.reason = `Fault ${error.faultId} demands the status ${error.status} for this call; \`chck faults list\` shows the active faults.`;
  }
  return error;
}

function inOneSentence({ fieldErrors, formErrors }: ValidationDetails): string {
  return [...formErrors, ...Object.values(fieldErrors).flat()].join(' ');
}
