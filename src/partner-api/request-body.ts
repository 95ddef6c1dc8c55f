import express, { type Request, type Response } from 'express';
import { FrameworkError } from './errors.js';

const MAX_BODY_BYTES = 1_048_576;

/**
 * The JSON that a request carries, undefined when it carries nothing. `onText` is told the body as it came, also when it
 * is no JSON. Throws FrameworkError for what CHCK's framework refuses before validation: 415 for another content type,
 * 413 beyond 1 MiB, 400 for malformed JSON (contract §3).
 */
export async function readJsonBody(
  request: Request,
  response: Response,
  onText: (text: string) => void,
): Promise<unknown> {
  const { 'content-length': length, 'transfer-encoding': encoding, 'content-type': type } = request.headers;
  const carriesBody = encoding !== undefined || (length !== undefined && length !== '0');
  if (!carriesBody && type === undefined) return undefined;
  if (carriesBody && request.is('application/json') === false) {
    throw new FrameworkError(
      415,
      `Unsupported Media Type: ${type ?? 'none'}`,
      'FST_ERR_CTP_INVALID_MEDIA_TYPE',
    );
  }
  const parseJson = express.json({
    limit: MAX_BODY_BYTES,
    strict: false,
    type: 'application/json',
    verify: (_request, _response, bytes) => onText(bytes.toString('utf8')),
  });
  await new Promise<void>((resolve, reject) => {
    parseJson(request, response, (error: unknown) =>
      error === undefined ? resolve() : reject(toFrameworkError(error)),
    );
  });
  return request.body;
}

function toFrameworkError(error: unknown): Error {
  // Some of these errors have their status on the prototype.
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  const type = error instanceof Error && 'type' in error ? error.type : undefined;
  if (status === 413)
    return new FrameworkError(413, 'Request body is too large', 'FST_ERR_CTP_BODY_TOO_LARGE');
  if (status === 415)
    return new FrameworkError(415, 'Unsupported Media Type', 'FST_ERR_CTP_INVALID_MEDIA_TYPE');
  if (type === 'entity.parse.failed') {
    return new FrameworkError(400, 'Body is not valid JSON', 'FST_ERR_CTP_INVALID_JSON_BODY');
  }
  if (status === 400) return new FrameworkError(400, 'The request body could not be read');
  return error instanceof Error ? error : new Error('The request body could not be read', { cause: error });
}
