import { expect } from 'vitest';
import type { OperationId } from '../../src/contract/operation-types.js';
import { validateResponse } from '../../src/contract/response-validator.js';
import type { Received } from './start-mock.js';

/** Fails unless the response is one that the document has for the operation, assumed facts included. */
export function expectDocumented(id: OperationId, received: Received, method = 'GET'): void {
  const { status, body } = received;
  const headers: Record<string, string> = {};
  received.headers.forEach((value, name) => {
    headers[name] = value;
  });
  const violations = validateResponse(
    id,
    { status, headers, body: body === '' ? undefined : body, method },
    'strict',
  );
  expect(violations.map(({ part, at, message }) => `${part} ${at}: ${message}`)).toEqual([]);
}

/** Fails when a response reveals the program behind it: a stack, a file, a library. */
export function expectNoInternals(text: string): void {
  expect(text).not.toMatch(/\n\s+at |node_modules|\.[cm]?[jt]s:\d|SqliteError|libsql|node:internal/);
}
