/** A response of a handler, before it goes over the wire. */
export interface HttpResponse {
  status: number;
  /** Names in lower case, without `content-length`. */
  headers: Record<string, string>;
  /** A text is kept in the journal, bytes are not. Null for no body. */
  body: string | Uint8Array | null;
}

export function bytesOf(body: HttpResponse['body']): Uint8Array {
  return typeof body === 'string' ? Buffer.from(body) : (body ?? Buffer.alloc(0));
}
