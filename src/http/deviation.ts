import type { AttemptResult } from '../store/attempts.js';

/** A request on its way into the mock. */
export interface IncomingRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Buffer;
}

/** A response on its way out of the mock. */
export interface OutgoingResponse {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Buffer;
}

/** One attempt to deliver a webhook. */
export interface OutgoingAttempt {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export type Respond = (request: IncomingRequest) => Promise<OutgoingResponse>;
export type SendAttempt = (attempt: OutgoingAttempt) => Promise<AttemptResult>;

/**
 * The hooks of a deviation. `respond` wraps the Partner API and the image links: `next` returns the mock's own response,
 * and may be called with another request, several times, or not at all. It also sees `/_mock`, where `next` always
 * returns the response to the request that came. `send` wraps each attempt to deliver a webhook.
 */
export interface DeviationHooks {
  respond?(request: IncomingRequest, next: Respond): Promise<OutgoingResponse>;
  send?(attempt: OutgoingAttempt, next: SendAttempt): Promise<AttemptResult>;
}

/** A wrong behaviour that the mock can show, so that a contract rule or a partner's client can prove that it notices. */
export interface Deviation {
  id: string;
  /** The contract rule that it breaks. */
  rule: string;
  /** What the service does wrong, in a sentence. */
  title: string;
  /** Creates the hooks for one mock, with a memory of their own. */
  start(): DeviationHooks;
}
