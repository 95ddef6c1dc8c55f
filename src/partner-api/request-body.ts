import { type ApiRequest, BodyTooLargeError } from '../http/api-request.js';
import { FrameworkError } from './errors.js';

const MAX_BODY_BYTES = 1_048_576;
const JSON_TYPE = /^application\/json[\t ]*(?:;|$)/i;
const CHARSET = /;[\t ]*charset="?([^\s;"]+)/i;

/**
 * The JSON body of a request; undefined when it has no body. `onText` is called with the body as it came, also when it is
 * not valid JSON. Throws FrameworkError for what CHCK's framework refuses before validation: 415 for another content
 * type or a content encoding, 413 beyond 1 MiB, 400 for malformed JSON (contract §3).
 */
export async function readJsonBody(request: ApiRequest, onText: (text: string) => void): Promise<unknown> {
  const { 'content-length': length, 'transfer-encoding': transferEncoding, ...headers } = request.headers;
  if (transferEncoding === undefined && (length === undefined || length === '0')) return undefined;
  const { 'content-type': type, 'content-encoding': encoding = 'identity' } = headers;
  const charset = CHARSET.exec(type ?? '')?.[1] ?? 'utf-8';
  if (!JSON_TYPE.test(type ?? '') || !/^utf-?8$/i.test(charset) || encoding.toLowerCase() !== 'identity') {
    const refused = encoding.toLowerCase() === 'identity' ? (type ?? 'none') : encoding;
    throw new FrameworkError(415, `Unsupported Media Type: ${refused}`, 'FST_ERR_CTP_INVALID_MEDIA_TYPE');
  }
  const text = await readText(request);
  if (text === '') return undefined;
  onText(text);
  try {
    return JSON.parse(text);
  } catch {
    throw new FrameworkError(400, 'Body is not valid JSON', 'FST_ERR_CTP_INVALID_JSON_BODY');
  }
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
