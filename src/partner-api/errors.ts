import { STATUS_CODES } from 'node:http';
import { DatabaseUnavailableError } from '../store/errors.js';
import type { ApiResponse } from './api-response.js';

/** The application's errors and their statuses (contract §3). */
const statuses = {
  validation_error: 400,
  missing_credentials: 401,
  invalid_credentials: 401,
  key_not_usable: 403,
  not_found: 404,
} as const;

export type ApiErrorCode = keyof typeof statuses;

/** Zod's flattened form of what is wrong with a request (contract §3). */
export interface ValidationDetails {
  fieldErrors: Record<string, string[]>;
  formErrors: string[];
}

/** A refusal by the application. `reason` explains it in a sentence for the log and the portal. It is never sent. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  readonly details: ValidationDetails | undefined;

  constructor(code: ApiErrorCode, reason: string, details?: ValidationDetails) {
    super(reason);
    this.name = 'ApiError';
    this.code = code;
    this.details = details;
  }
}

/** A refusal in the shape of the framework that CHCK uses (contract §3). */
export class FrameworkError extends Error {
  readonly status: number;
  readonly code: string | undefined;

  constructor(status: number, message: string, code?: string) {
    super(message);
    this.name = 'FrameworkError';
    this.status = status;
    this.code = code;
  }
}

/** The response to a request that ended in an error. The one place where error bodies are made (contract §3). */
export function errorResponse(error: unknown): ApiResponse {
  if (error instanceof ApiError) {
    const body =
      error.details === undefined ? { error: error.code } : { error: error.code, details: error.details };
    const challenge = challenges[error.code];
    return {
      status: statuses[error.code],
      headers: challenge ? { 'www-authenticate': challenge } : {},
      body,
    };
  }
  const { status, message, code } = frameworkError(error);
  const reason = STATUS_CODES[status] ?? 'Error';
  const headers: Record<string, string> = status === 503 ? { 'retry-after': RETRY_AFTER_SECONDS } : {};
  return { status, headers, body: { statusCode: status, ...(code && { code }), error: reason, message } };
}

function frameworkError(error: unknown): FrameworkError {
  if (error instanceof FrameworkError) return error;
  if (error instanceof DatabaseUnavailableError) return new FrameworkError(503, error.message);
  return new FrameworkError(500, 'Something went wrong inside the mock; its log has the details');
}

/** How soon a client may try again when the database is unavailable. */
const RETRY_AFTER_SECONDS = '1';

/** Optional header of a 401. Clients must not depend on the realm (contract §2). */
const challenges: Partial<Record<ApiErrorCode, string>> = {
  missing_credentials: 'Bearer realm="shoebox", error="invalid_request"',
  invalid_credentials: 'Bearer realm="shoebox", error="invalid_token"',
};
