import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express';
import type { Clock } from '../clock.js';
import type { OperationId } from '../contract/operation-types.js';
import { operations } from '../contract/operations.js';
import { OrderedAnswer, strikeCall } from '../faults/fault-response.js';
import type { FaultService } from '../faults/faults.js';
import { Exchange } from '../http/exchange.js';
import type { Journal } from '../http/journal.js';
import type { KeyUsage } from '../http/key-usage.js';
import type { RateLimiter } from '../http/rate-limit.js';
import type { ImageLinks } from '../images/image-links.js';
import { createRequestValidator } from '../openapi/request-validator.js';
import type { TargetService } from '../services/targets.js';
import type { Store } from '../store/store.js';
import type { Answer } from './api-response.js';
import { callerOf, findCredential } from './authenticate.js';
import type { Call, Caller, Handlers } from './call.js';
import { preflightAnswer } from './cors.js';
import { ApiError, errorAnswer, FrameworkError, type ValidationDetails } from './errors.js';
import { accountHandlers } from './handlers/account.js';
import { cardHandlers } from './handlers/cards.js';
import { gradingHandlers } from './handlers/gradings.js';
import { webhookTargetHandlers } from './handlers/webhook-targets.js';
import { preference } from './preferred-response.js';
import { readJsonBody } from './request-body.js';

export interface PartnerApiDependencies {
  store: Store;
  clock: Clock;
  links: ImageLinks;
  targets: TargetService;
  faults: FaultService;
  /** The seed of the world as it is now; what clients ask to be generated follows from it. */
  seed: () => number;
  journal: Journal;
  keyUsage: KeyUsage;
  /** Undefined when requests are not limited. */
  rateLimiter: RateLimiter | undefined;
  /** Whether tokens that follow from the seed are good. */
  acceptDevelopmentKeys: boolean;
  /** Told of errors that are the mock's own fault. */
  onError: (error: unknown) => void;
}

/** The Partner API, `/health` and `/v1`, with a route for every operation of the document. */
export function createPartnerApi(dependencies: PartnerApiDependencies): Router {
  const { store, links, targets } = dependencies;
  const handlers: Handlers = {
    ...accountHandlers(store),
    ...gradingHandlers(store, links),
    ...cardHandlers(store, links),
    ...webhookTargetHandlers(targets),
  };
  const router = express.Router({ caseSensitive: true, strict: true });
  const preflight = answering(dependencies, async ({ request }) => preflightAnswer(request.headers));
  router.use((request, response, next) =>
    request.method === 'OPTIONS' ? preflight(request, response, next) : next(),
  );
  for (const { id, method, expressPath, secured } of operations().values()) {
    router[method](expressPath, operationRoute(dependencies, id, secured, handlers));
  }
  router.use('/v1', unknownRoute(dependencies, true));
  router.use(unknownRoute(dependencies, false));
  router.use(unreadablePath(dependencies));
  return router;
}

function operationRoute<Id extends OperationId>(
  dependencies: PartnerApiDependencies,
  id: Id,
  secured: boolean,
  handlers: Handlers,
): RequestHandler {
  const { faults } = dependencies;
  const validate = createRequestValidator(id);
  return answering(dependencies, async (exchange) => {
    const { request, response, origin } = exchange;
    exchange.operationId = id;
    countRequest(dependencies, exchange);
    const caller = secured ? await identify(dependencies, exchange) : undefined;
    if (faults.strikesCalls) await strikeCall(faults, dependencies.rateLimiter, exchange, id);
    const keepText = (text: string) => {
      exchange.requestText = text;
    };
    const body = request.method === 'POST' ? await readJsonBody(request, response, keepText) : undefined;
    const verdict = validate({ path: request.params, query: request.query, body });
    if (!verdict.ok) throw new ApiError('validation_error', inOneSentence(verdict.details), verdict.details);
    const preferred = secured ? preference(exchange, id, dependencies.seed) : undefined;
    if (preferred !== undefined) return preferred;
    // `caller` is undefined just where PublicOperationId says so, which a test holds against the document.
    const result = await handlers[id]({ ...verdict.value, origin, caller } as Call<Id>);
    return { headers: {}, ...result };
  });
}

function inOneSentence({ fieldErrors, formErrors }: ValidationDetails): string {
  return [...formErrors, ...Object.values(fieldErrors).flat()].join(' ');
}

/** What CHCK's framework says of a route that does not exist; under `/v1` only to those with a usable key (contract §10). */
function unknownRoute(dependencies: PartnerApiDependencies, secured: boolean): RequestHandler {
  return answering(dependencies, async (exchange) => {
    countRequest(dependencies, exchange);
    if (secured) await identify(dependencies, exchange);
    const { method, originalUrl, path } = exchange.request;
    if (!isReadable(path)) throw pathError();
    throw new FrameworkError(404, `Route ${method}:${originalUrl} not found`);
  });
}

/** A path whose percent-encoding is broken is an invalid path (contract §3). */
function unreadablePath(dependencies: PartnerApiDependencies): ErrorRequestHandler {
  return (error, request, response, _next) => {
    const answer = answering(dependencies, async (exchange) => {
      countRequest(dependencies, exchange);
      if (request.originalUrl.startsWith('/v1/')) await identify(dependencies, exchange);
      throw error instanceof URIError ? pathError() : error;
    });
    return answer(request, response, _next);
  };
}

function isReadable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== '';
  } catch {
    return false;
  }
}

function pathError(): ApiError {
  const sentence =
    'The path has a percent sign that is not followed by two hexadecimal digits, or is not UTF-8.';
  return new ApiError('validation_error', sentence, { fieldErrors: {}, formErrors: [sentence] });
}

/** Turns what `work` returns or throws into the answer. */
function answering(
  { clock, journal, keyUsage, onError }: PartnerApiDependencies,
  work: (exchange: Exchange) => Promise<Answer>,
): (request: Request, response: Response, next: unknown) => Promise<void> {
  return async (request, response) => {
    const exchange = new Exchange(request, response, clock);
    let answer: Answer;
    try {
      answer = await work(exchange);
    } catch (error) {
      answer = error instanceof OrderedAnswer ? error.answer : errorAnswer(error);
      if (error instanceof ApiError || error instanceof FrameworkError || error instanceof OrderedAnswer)
        exchange.reason = error.message;
      else onError(error);
    }
    exchange.send(answer, journal);
    const { credential } = exchange;
    if (answer.status < 400 && credential !== undefined) keyUsage.note(credential.keyId, exchange.at);
  };
}

async function identify(
  { store, acceptDevelopmentKeys }: PartnerApiDependencies,
  exchange: Exchange,
): Promise<Caller> {
  const credential = await findCredential(store, exchange.request.headers.authorization);
  exchange.credential = credential;
  return callerOf(credential, acceptDevelopmentKeys);
}

function countRequest({ rateLimiter }: PartnerApiDependencies, exchange: Exchange): void {
  if (rateLimiter === undefined) return;
  const { limit, remaining, resetSeconds, exceeded } = rateLimiter.count(exchange.clientAddress);
  exchange.headers['x-ratelimit-limit'] = String(limit);
  exchange.headers['x-ratelimit-remaining'] = String(remaining);
  exchange.headers['x-ratelimit-reset'] = String(resetSeconds);
  if (!exceeded) return;
  exchange.headers['retry-after'] = String(resetSeconds);
  throw new FrameworkError(429, `Rate limit exceeded, retry in ${resetSeconds} seconds`);
}
