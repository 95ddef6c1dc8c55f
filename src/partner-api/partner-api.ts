import type { Request, Response } from 'express';
import type { ApiRequest } from '../http/api-request.js';
import { corsHeaders, optionsResponse } from '../http/cors.js';
import type { Exchange } from '../http/exchange.js';
import { type HttpResponse, setHeader } from '../http/http-response.js';
import type { KeyUsage } from '../http/key-usage.js';
import { createPipeline, type PipelineDependencies } from '../http/pipeline.js';
import type { ImageLinks } from '../images/image-links.js';
import type { TargetService } from '../services/targets.js';
import type { Store } from '../store/store.js';
import { parseBearer } from '../tokens.js';
import type { ApiResponse } from './api-response.js';
import { callerOf, findCredential } from './authenticate.js';
import type { Caller } from './call.js';
import { createConformer } from './conform-response.js';
import { ApiError, errorResponse, FrameworkError } from './errors.js';
import { accountHandlers } from './handlers/account.js';
import { cardHandlers } from './handlers/cards.js';
import { gradingHandlers } from './handlers/gradings.js';
import { webhookTargetHandlers } from './handlers/webhook-targets.js';
import { createOperate, type OperateDependencies } from './operate.js';
import { createRouteFinder, unknownRoute } from './routes.js';

export interface PartnerApiDependencies extends PipelineDependencies, Omit<OperateDependencies, 'handlers'> {
  store: Store;
  links: ImageLinks;
  targets: TargetService;
  keyUsage: KeyUsage;
  /** Whether a token that is known beforehand is accepted: one that follows from the seed, or a given one. */
  acceptsDevelopmentToken: (token: string | null) => boolean;
  /** Called with internal errors. */
  onError: (error: unknown) => void;
}

/** The Partner API, `/health` and `/v1`. It responds to every request that it is given. */
export function createPartnerApi(
  dependencies: PartnerApiDependencies,
): (request: Request, response: Response) => Promise<void> {
  const { store, links, targets, keyUsage, onError } = dependencies;
  const handlers = {
    ...accountHandlers(store),
    ...gradingHandlers(store, links),
    ...cardHandlers(store, links),
    ...webhookTargetHandlers(targets),
  };
  const conform = createConformer(dependencies.seed);
  const findRoute = createRouteFinder((id) => createOperate(id, { ...dependencies, handlers }));

  const respond = async (request: ApiRequest, exchange: Exchange): Promise<ApiResponse> => {
    const route = findRoute(request.method, request.path);
    exchange.operationId = route?.id;
    countRequest(dependencies, exchange);
    const isSecured = route?.secured ?? /^\/v1(\/|$)/.test(request.path);
    if (store.sharing !== undefined) {
      const refreshed = store.sharing.refresh();
      // `/health` responds without the database.
      await (isSecured ? refreshed : refreshed.catch(() => undefined));
    }
    const caller = isSecured ? await identify(dependencies, request, exchange) : undefined;
    if (route === undefined) throw unknownRoute(request);
    return route.target(request, route.path, caller, exchange);
  };
  return createPipeline(dependencies, {
    async handle(request, exchange) {
      if (request.method === 'OPTIONS') {
        const { status, headers, body } = optionsResponse(request.headers);
        return { status, headers: ['x-request-id', exchange.id, ...headers], body };
      }
      exchange.headers = ['x-request-id', exchange.id, ...corsHeaders(request.headers)];
      return toHttpResponse(conform(await respond(request, exchange), exchange), exchange);
    },
    handleError(error, exchange) {
      if (error instanceof ApiError || error instanceof FrameworkError) exchange.reason = error.message;
      else onError(error);
      return toHttpResponse(conform(errorResponse(error), exchange), exchange);
    },
    onSent(status, { credential, at }) {
      if (status < 400 && credential !== undefined) keyUsage.note(credential.keyId, at);
    },
  });
}

async function identify(
  { store, acceptsDevelopmentToken }: PartnerApiDependencies,
  { headers }: ApiRequest,
  exchange: Exchange,
): Promise<Caller> {
  const credential = await findCredential(store, headers.authorization);
  exchange.credential = credential;
  return callerOf(credential, () => acceptsDevelopmentToken(parseBearer(headers.authorization)));
}

/** Counts a request against the rate limit. Throws FrameworkError when the limit is exceeded. */
function countRequest({ rateLimiter }: PartnerApiDependencies, { clientAddress, headers }: Exchange): void {
  if (rateLimiter === undefined) return;
  const { limit, remaining, resetSeconds, exceeded } = rateLimiter.count(clientAddress);
  headers.push(
    'x-ratelimit-limit',
    String(limit),
    'x-ratelimit-remaining',
    String(remaining),
    'x-ratelimit-reset',
    String(resetSeconds),
  );
  if (!exceeded) return;
  headers.push('retry-after', String(resetSeconds));
  throw new FrameworkError(429, `Rate limit exceeded, retry in ${inWords(resetSeconds)}`);
}

/** Up to a minute in the words of @fastify/rate-limit. */
function inWords(seconds: number): string {
  if (seconds === 60) return '1 minute';
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}

function toHttpResponse(response: ApiResponse, exchange: Exchange): HttpResponse {
  const { status, headers } = response;
  const all = exchange.headers;
  for (const name in headers) setHeader(all, name, headers[name] ?? '');
  if (response.json !== undefined) {
    exchange.nextCursor = response.nextCursor ?? null;
    all.push('content-type', JSON_TYPE);
    return { status, headers: all, body: response.json };
  }
  const { body } = response;
  if (body === undefined) return { status, headers: all, body: null };
  all.push('content-type', JSON_TYPE);
  exchange.nextCursor = nextCursorOf(body);
  return { status, headers: all, body: JSON.stringify(body) };
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** The cursor of a documented or generated page. */
function nextCursorOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('next_cursor' in body)) return null;
  return typeof body.next_cursor === 'string' ? body.next_cursor : null;
}
