/** A response of the Partner API. */
export interface ApiResponse {
  status: number;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. Undefined for no body. */
  body: unknown;
}
