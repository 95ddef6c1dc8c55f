import type { OpenApiDocument } from '../openapi/document.js';
import { createRequestValidator, type RawRequest } from '../openapi/request-validator.js';
import { apiDocument } from './document.js';
import type { ValidationDetails } from './names.js';
import type { OperationId, RequestOf } from './operation-types.js';
import { operation } from './operations.js';

export type RequestVerdict<Id extends OperationId> =
  | { ok: true; value: RequestOf<Id> }
  | { ok: false; details: ValidationDetails };

/**
 * Makes the function that validates requests of one operation (contract §3): unknown query parameters and body
 * properties are dropped, and refusals have the flattened form of Zod.
 */
export function partnerRequestValidator<Id extends OperationId>(
  id: Id,
  document: OpenApiDocument = apiDocument(),
): (raw: RawRequest) => RequestVerdict<Id> {
  const validate = createRequestValidator<RequestOf<Id>>(operation(id, document), { unknown: 'drop' });
  return (raw) => {
    const verdict = validate(raw);
    if (verdict.ok) return verdict;
    const details: ValidationDetails = { fieldErrors: {}, formErrors: [] };
    for (const { field, message } of verdict.problems) {
      if (field === '') details.formErrors.push(message);
      else details.fieldErrors[field] = [message];
    }
    return { ok: false, details };
  };
}
