import { type ApiRequest, BodyTooLargeError } from '../http/api-request.js';
import { FrameworkError } from './errors.js';

const MAX_BODY_BYTES = 1_048_576;
const JSON_TYPE = /^application\/json[\t ]*(?:;|$)/i;
/** The names that a body must not have, as they are written in JSON; `\u` may stand for any of their characters. */
const SUSPICIOUS = /__proto__|constructor|\\u/i;

/**
 * The JSON body of a `POST` or `DELETE`, read as Fastify 5 does it (contract §11): a body without a content type, or
 * with another one, is 415; a content type without a body is 400; more than 1 MiB is 413; malformed JSON and
 * `__proto__` keys are 400. A content encoding or charset is ignored and never decoded. Undefined without body and
 * content type. `onText` is called with the body as it was received. Throws FrameworkError.
 */
export async function readJsonBody(request: ApiRequest, onText: (text: string) => void): Promise<unknown> {
  const { 'content-type': type, 'content-length': length, 'transfer-encoding': transfer } = request.headers;
  const isEmpty = transfer === undefined && (length === undefined || length === '0');
  if (type === undefined && isEmpty) return undefined;
  if (type === undefined || !JSON_TYPE.test(type)) {
    throw new FrameworkError(415, 'Unsupported Media Type', 'FST_ERR_CTP_INVALID_MEDIA_TYPE');
  }
  const text = await readText(request);
  if (text === '') {
    const message = "Body cannot be empty when content-type is set to 'application/json'";
    throw new FrameworkError(400, message, 'FST_ERR_CTP_EMPTY_JSON_BODY');
  }
  onText(text);
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (!SUSPICIOUS.test(text) || !hasForbiddenKey(value)) return value;
  } catch {
    // Not JSON.
  }
  const message = "Body is not valid JSON but content-type is set to 'application/json'";
  throw new FrameworkError(400, message, 'FST_ERR_CTP_INVALID_JSON_BODY');
}

/** Whether an object anywhere in a value has `__proto__` or `constructor.prototype`. Values may be nested deeply. */
function hasForbiddenKey(value: unknown): boolean {
  const pending = [value];
  while (pending.length > 0) {
    const node = pending.pop();
    if (typeof node !== 'object' || node === null) continue;
    if (Object.hasOwn(node, '__proto__')) return true;
    for (const [name, child] of Object.entries(node)) {
      if (name === 'constructor' && isWithPrototype(child)) return true;
      pending.push(child);
    }
  }
  return false;
}

function isWithPrototype(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype');
}

async function readText(request: ApiRequest): Promise<string> {
  try {
    return (await request.readBody(MAX_BODY_BYTES)).toString();
  } catch (error) {
    if (error instanceof BodyTooLargeError)
      throw new FrameworkError(413, 'Request body is too large', 'FST_ERR_CTP_BODY_TOO_LARGE');
    throw new FrameworkError(400, 'The request body could not be read');
  }
}
