import { parse } from 'node:querystring';
import { isForeignDocument, ownDocument } from '../../contract/document.js';
import { findOperation } from '../../contract/operations.js';
import { partnerRequestValidator } from '../../contract/request-validator.js';
import { parseJson } from '../../json.js';
import type { SentRequest } from '../client/exchange.js';

/**
 * Why a request of a rule says nothing, in a sentence: the rules are written for the kit's own document, which allows
 * the request, and the document in force does not. Undefined for any other request.
 */
export function contradictedRequest({ method, path, body }: SentRequest): string | undefined {
  if (!isForeignDocument()) return undefined;
  const [pathname = '', query = ''] = path.split('?', 2);
  const found = findOperation(method, pathname);
  if (found === null) return undefined;
  const raw = {
    path: found.path,
    query: { ...parse(query) },
    body: body === undefined ? undefined : parseJson(body),
  };
  const { id } = found.operation;
  if (!partnerRequestValidator(id, ownDocument())(raw).ok) return undefined;
  const verdict = partnerRequestValidator(id)(raw);
  if (verdict.ok) return undefined;
  const { fieldErrors, formErrors } = verdict.details;
  const reasons = [...formErrors, ...Object.values(fieldErrors).flat()].join(' ');
  return `the document in force contradicts this rule: it refuses ${method} ${pathname}. ${reasons}`;
}
