import type { OperationId } from '../contract/operation-types.js';
import { operation } from '../contract/operations.js';
import type { Exchange } from '../http/exchange.js';
import type { RateLimiter } from '../http/rate-limit.js';
import type { Answer } from '../partner-api/api-response.js';
import { documentedAnswer } from '../partner-api/documented-response.js';
import { errorAnswer, FrameworkError } from '../partner-api/errors.js';
import type { Fault } from '../store/faults.js';
import type { FaultService } from './faults.js';

/** A fault of the kind `status` refuses a call: it ends here, with the answer that was ordered. */
export class OrderedAnswer extends Error {
  readonly code = 'fault_ordered';
  readonly answer: Answer;

  constructor(answer: Answer, fault: Fault) {
    super(
      `Fault ${fault.id} ordered the status ${answer.status} for this call; \`chck faults list\` shows what is left of it.`,
    );
    this.name = 'OrderedAnswer';
    this.answer = answer;
  }
}

const DEFAULT_RETRY_AFTER_SECONDS = 1;
/** What a mock without a rate limit says that the limit is (contract §3). */
const DOCUMENTED_LIMIT = 600;

/**
 * Takes the faults that strike this call. Throws OrderedAnswer for one of the kind `status`, before anything is done;
 * the others are left to the exchange, which sends the true answer their way.
 */
export async function strikeCall(
  faults: FaultService,
  rateLimiter: RateLimiter | undefined,
  exchange: Exchange,
  id: OperationId,
): Promise<void> {
  const { accountId, keyId } = exchange.credential ?? {};
  const hasBody = exchange.request.method !== 'HEAD';
  const struck = await faults.takeForCall({ operation: id, accountId, keyId, hasBody });
  if (struck.length === 0) return;
  exchange.faults = struck;
  const fault = struck.find(({ kind }) => kind === 'status');
  if (fault !== undefined) throw new OrderedAnswer(answerFor(id, fault, rateLimiter?.limit), fault);
}

function answerFor(id: OperationId, { options }: Fault, limit = DOCUMENTED_LIMIT): Answer {
  const { status = 500, retryAfter } = options;
  if (status === 429) return limitAnswer(retryAfter ?? DEFAULT_RETRY_AFTER_SECONDS, limit);
  const answer = documentedAnswer(operation(id), status) ?? errorAnswer(new FrameworkError(status, 'Fault'));
  return retryAfter === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, 'retry-after': String(retryAfter) } };
}

/** What the rate limit says when it is used up. */
function limitAnswer(seconds: number, limit: number): Answer {
  const answer = errorAnswer(new FrameworkError(429, `Rate limit exceeded, retry in ${seconds} seconds`));
  const headers = {
    'retry-after': String(seconds),
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(seconds),
  };
  return { ...answer, headers };
}
