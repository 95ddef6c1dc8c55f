import type { ReceivedResponse } from '../contract/response-validator.js';

/** A value that is not an HTTP response, or a response whose body has been read. */
export class NoResponseError extends Error {
  readonly code = 'no_response';
}

type HeaderValue = string | readonly string[] | undefined;

/** A response that holds its body: supertest's, axios's (`data`), or `{ status, headers, body }`. */
export interface PlainResponse {
  status: number;
  headers?: Headers | Readonly<Record<string, HeaderValue>>;
  /** The body as it was received. */
  text?: string;
  /** The parsed JSON. */
  body?: unknown;
  data?: unknown;
}

/**
 * The response of any client in the form that the contract judges. A fetch `Response` is read through a copy, so that
 * the caller can still read it. Throws NoResponseError for a value that is not a response.
 */
export function receivedResponse(response: unknown): ReceivedResponse | Promise<ReceivedResponse> {
  if (typeof Response !== 'undefined' && response instanceof Response) return fromFetch(response);
  if (!isPlainResponse(response)) {
    throw new NoResponseError(
      'Expected an HTTP response: a fetch Response, a supertest response, or an object { status, headers, body }.',
    );
  }
  const { status, text, data } = response;
  const headers = headersOf(response.headers);
  // supertest gives `{}` as the body of a response without one, and `text` as it was received.
  if (typeof text === 'string') return { status, headers, text };
  return { status, headers, body: response.body ?? data };
}

async function fromFetch(response: Response): Promise<ReceivedResponse> {
  if (response.bodyUsed) {
    throw new NoResponseError(
      "The Response's body has been read already: judge it before you read it, or judge { status, headers, body }.",
    );
  }
  return {
    status: response.status,
    headers: headersOf(response.headers),
    text: await response.clone().text(),
  };
}

function headersOf(headers: PlainResponse['headers'] = {}): Record<string, HeaderValue> {
  if (!(headers instanceof Headers)) return { ...headers };
  const plain: Record<string, string> = {};
  headers.forEach((value, name) => {
    plain[name] = value;
  });
  return plain;
}

function isPlainResponse(value: unknown): value is PlainResponse {
  return typeof value === 'object' && value !== null && 'status' in value && typeof value.status === 'number';
}
