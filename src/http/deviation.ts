import type { AttemptResult } from '../store/attempts.js';

/** A request on its way into the mock. */
export interface IncomingCall {
  method: string;
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Buffer;
}

/** An answer on its way out of the mock. */
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

/**
 * What a deviation does with what passes it. `answer` stands around the whole mock: `next` gives the mock's own answer to
 * a request, and may be called with another request, several times, or not at all. `send` stands around each attempt.
 */
export interface DeviationHooks {
  answer?(
    call: IncomingCall,
    next: (call: IncomingCall) => Promise<OutgoingResponse>,
  ): Promise<OutgoingResponse>;
  send?(
    attempt: OutgoingAttempt,
    next: (attempt: OutgoingAttempt) => Promise<AttemptResult>,
  ): Promise<AttemptResult>;
}

/** A wrong behaviour that the mock can be given, to see that a contract rule, or a partner's client, notices it. */
export interface Deviation {
  id: string;
  /** The contract rule that it breaks. */
  rule: string;
  /** What the service then does, in a sentence. */
  title: string;
  /** Gives the hooks with a memory of their own, for one mock. */
  start(): DeviationHooks;
}
