/** What a handler gives back: everything that goes over the wire, and nothing of the web framework. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  /** Sent as JSON; undefined for no body at all. */
  body: unknown;
}

/** An answer with a JSON body and no headers of its own. */
export function answer(status: number, body?: unknown): Answer {
  return { status, headers: {}, body };
}
