import type { EncodedText } from '../encoded-text.js';

export interface ApiResponseHead {
  status: number;
  headers?: Readonly<Record<string, string>>;
}

/** A response of the Partner API. Its body is sent as JSON; undefined for no body. */
export type ApiResponse =
  | (ApiResponseHead & { body: unknown; json?: undefined })
  | (ApiResponseHead & JsonBody);

/** A body that a handler has written as JSON itself. */
export interface JsonBody {
  json: string | EncodedText;
  /** The `next_cursor` of a list. */
  nextCursor?: string | null;
}
