/** A response of the Partner API. */
export interface ApiResponse {
  status: number;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. Undefined for no body. */
  body: unknown;
  /** The body as JSON, when the handler has it already. */
  text?: string;
}
