import type { AttemptFailure, AttemptResult } from '../store/attempts.js';

/** The result of an attempt without its duration. */
export type AttemptOutcome = Omit<AttemptResult, 'durationMs'>;

/** The mock interrupted an attempt. */
export class InterruptedError extends Error {
  readonly code = 'ATTEMPT_INTERRUPTED';

  constructor() {
    super('The mock interrupted the attempt');
  }
}

/** No complete response arrived in time. */
export class AttemptTimeoutError extends Error {
  readonly code = 'ATTEMPT_TIMEOUT';

  constructor(timeoutMs: number) {
    super(`No complete response within ${timeoutMs} ms`);
  }
}

/** The receiver sent something that is not a response to the request. */
export class ProtocolError extends Error {
  readonly code = 'HPE_NOT_A_RESPONSE';
}

/** Returns the outcome of an attempt without a response. */
export function failedOutcome(error: unknown): AttemptOutcome {
  const code = errorCode(error);
  const message = error instanceof Error ? error.message : String(error);
  return {
    responseStatus: null,
    responseHeaders: null,
    responseBody: null,
    failure: failureOf(code),
    failureDetail: message || code,
  };
}

/** Returns the system's or library's code of an error, or an empty text. */
export function errorCode(error: unknown): string {
  if (error instanceof AggregateError) return errorCode(error.errors[0]);
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const failures: Readonly<Record<string, AttemptFailure>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_NODATA: 'dns',
  EAI_FAIL: 'dns',
  ATTEMPT_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  ATTEMPT_INTERRUPTED: 'interrupted',
  EPROTO: 'tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls',
  UNABLE_TO_GET_ISSUER_CERT: 'tls',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls',
  HOSTNAME_MISMATCH: 'tls',
};

function failureOf(code: string): AttemptFailure {
  const known = failures[code];
  if (known !== undefined) return known;
  if (code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL') || code.startsWith('CERT_')) return 'tls';
  return code.startsWith('HPE_') ? 'protocol' : 'unreachable';
}
