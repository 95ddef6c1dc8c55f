import type { Failure } from '../../checks/check-result.js';
import { curlOf, type Exchange } from '../client/exchange.js';
import { isObject, type JsonObject, show } from '../client/json.js';
import { RuleBroken } from './outcome.js';

const headOf = (exchange: Exchange): string => `${exchange.request.method} ${exchange.request.path}`;

function receivedOf(exchange: Exchange): string {
  const type = exchange.headers['content-type'];
  const body = exchange.body === undefined ? exchange.text : JSON.stringify(exchange.body);
  const shown = body.length > 400 ? `${body.slice(0, 400)}… (${exchange.bytes.length} bytes)` : body;
  return `${exchange.status}${type === undefined ? '' : ` ${type}`}${shown === '' ? ', no body' : ` ${shown}`}`;
}

/** Builds the report of one broken promise from the call that shows it. */
export function failureOf(
  message: string,
  expected: string,
  received: string,
  exchange?: Exchange,
  hidden?: ReadonlySet<string>,
): Failure {
  if (exchange === undefined) return { message, expected, received };
  const where = `${exchange.operationId ?? headOf(exchange)} ${exchange.status}`;
  return { message, expected, received, curl: curlOf(exchange.request, hidden), where };
}

/** The assertions of rule bodies. Each throws `RuleBroken` with everything that a bug report needs. */
export class Check {
  /** Deviations from assumed facts that the rule noticed and went on after. */
  readonly questions: Failure[] = [];

  constructor(private readonly hidden: ReadonlySet<string>) {}

  fail(message: string, expected: string, received: string, exchange?: Exchange): never {
    throw new RuleBroken(failureOf(message, expected, received, exchange, this.hidden));
  }

  that(condition: boolean, message: string, expected: string, received: unknown, exchange?: Exchange): void {
    if (!condition)
      this.fail(message, expected, typeof received === 'string' ? received : show(received), exchange);
  }

  equal(actual: unknown, expected: unknown, message: string, exchange?: Exchange): void {
    this.that(JSON.stringify(actual) === JSON.stringify(expected), message, show(expected), actual, exchange);
  }

  status(exchange: Exchange, ...allowed: number[]): void {
    if (allowed.includes(exchange.status)) return;
    this.fail(
      `${headOf(exchange)} returned ${exchange.status}`,
      allowed.join(' or '),
      receivedOf(exchange),
      exchange,
    );
  }

  /** The response has one of the statuses and the application's error code; further keys are fine. */
  error(exchange: Exchange, status: number, code: string): void {
    const got = isObject(exchange.body) ? exchange.body.error : undefined;
    if (exchange.status === status && got === code) return;
    this.fail(
      `${headOf(exchange)} is not refused as published`,
      `${status} {"error":"${code}"}`,
      receivedOf(exchange),
      exchange,
    );
  }

  /** The response is 200 with a JSON object, which is returned. */
  object(exchange: Exchange, ...allowed: number[]): JsonObject {
    this.status(exchange, ...(allowed.length === 0 ? [200] : allowed));
    if (isObject(exchange.body)) return exchange.body;
    return this.fail(
      `${headOf(exchange)} returned no JSON object`,
      'a JSON object',
      receivedOf(exchange),
      exchange,
    );
  }

  objectAt(parent: JsonObject, name: string, exchange: Exchange): JsonObject {
    const value = parent[name];
    if (isObject(value)) return value;
    return this.fail(`\`${name}\` is no object`, 'an object', show(value), exchange);
  }

  items(exchange: Exchange, name: string): JsonObject[] {
    const list = this.object(exchange)[name];
    if (!Array.isArray(list))
      return this.fail(`\`${name}\` is no list`, 'an array', receivedOf(exchange), exchange);
    return list.map((item: unknown) =>
      isObject(item)
        ? item
        : this.fail(`\`${name}\` holds something else than objects`, 'objects', show(item), exchange),
    );
  }

  text(item: JsonObject, name: string, exchange?: Exchange): string {
    const value = item[name];
    if (typeof value === 'string') return value;
    return this.fail(`\`${name}\` is no text`, 'a string', show(value), exchange);
  }

  integer(item: JsonObject, name: string, exchange?: Exchange): number {
    const value = item[name];
    if (typeof value === 'number' && Number.isInteger(value)) return value;
    return this.fail(`\`${name}\` is no integer`, 'an integer', show(value), exchange);
  }

  /** Runs assertions that stand on assumed facts alone: what they find is a question, and a failure in strict mode only. */
  async assumed(assertions: () => void | Promise<void>): Promise<void> {
    try {
      await assertions();
    } catch (error) {
      if (!(error instanceof RuleBroken)) throw error;
      this.questions.push(error.failure);
    }
  }
}
