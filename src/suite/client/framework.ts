import type { RuleContext } from '../rules/context.js';
import type { Exchange } from './exchange.js';
import { isObject } from './json.js';

/** The response has the status and the body of the framework's own errors. */
export function isFrameworkError(t: RuleContext, response: Exchange, status: number): void {
  t.check.status(response, status);
  const { body } = response;
  const good =
    isObject(body) &&
    body.statusCode === status &&
    typeof body.error === 'string' &&
    typeof body.message === 'string';
  const expected = `{"statusCode":${status},"error":"…","message":"…"}`;
  t.check.that(
    good,
    `A ${status} is not in the framework's shape`,
    expected,
    response.text.slice(0, 300),
    response,
  );
}
