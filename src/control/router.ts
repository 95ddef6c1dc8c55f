import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import type { Clock } from '../clock.js';
import type { AdminToken } from '../http/admin-token.js';
import { refuseForeign } from '../http/origin-guard.js';
import type { PublicOrigin } from '../http/public-origin.js';
import { jsonText } from '../json.js';
import type { Operation } from '../openapi/operation.js';
import type { Services } from '../services/services.js';
import { parseBearer } from '../tokens.js';
import { controlOperations, controlRequestReader } from './document.js';
import { ControlError, controlErrorResponse } from './errors.js';
import { accountHandlers } from './handlers/accounts.js';
import { cardHandlers } from './handlers/cards.js';
import { clockHandlers } from './handlers/clock.js';
import { faultHandlers } from './handlers/faults.js';
import { gradingHandlers } from './handlers/gradings.js';
import { judgingHandlers } from './handlers/judging.js';
import { requestHandlers } from './handlers/requests.js';
import { scenarioHandlers } from './handlers/scenarios.js';
import { snapshotHandlers } from './handlers/snapshots.js';
import { webhookHandlers } from './handlers/webhooks.js';
import { worldHandlers } from './handlers/world.js';
import type { ControlHandlers, ControlOperationId } from './operation-types.js';

export interface ControlDependencies {
  services: Services;
  clock: Clock;
  /** Demanded from everyone when the mock is reachable beyond loopback; undefined otherwise. */
  adminToken: AdminToken | undefined;
  publicOrigin: PublicOrigin;
  /** Called with internal errors. */
  onError: (error: unknown) => void;
}

const PREFIX = '/_mock';
/** How soon a client may try again when the database is unavailable. */
const RETRY_AFTER_SECONDS = '1';

/** The mock's own API, to be mounted at `/_mock`, with a route for every operation of its document. */
export function createControl(dependencies: ControlDependencies): Router {
  const { services, clock, adminToken, publicOrigin, onError } = dependencies;
  const guard = { publicOrigin, behindAdminToken: adminToken !== undefined };
  const handlers: ControlHandlers = {
    ...worldHandlers(services),
    ...accountHandlers(services),
    ...cardHandlers(services),
    ...gradingHandlers(services),
    ...webhookHandlers(services),
    ...clockHandlers(services),
    ...faultHandlers(services),
    ...requestHandlers(services),
    ...snapshotHandlers(services),
    ...scenarioHandlers(services),
    ...judgingHandlers(services, clock),
  };
  const router = express.Router({ caseSensitive: true, strict: true });
  const parseJson = express.json({ limit: '1mb' });
  router.use((request, response, next) => {
    const refusal = refuseForeign(request.headers, guard);
    if (refusal === undefined) return next();
    response.status(refusal.status).json({ error: { code: refusal.code, message: refusal.message } });
  });
  for (const operation of controlOperations()) {
    const { method, expressPath } = operation;
    router[method](
      expressPath.slice(PREFIX.length),
      // Before the body is read, so that nobody makes the mock parse anything without the token.
      operation.secured ? adminGuard(adminToken, publicOrigin) : passThrough,
      parseJson,
      operationRoute(operation, handlers, services),
    );
  }
  router.use((request) => {
    throw new ControlError(
      404,
      'not_found',
      `There is no ${request.method} ${request.originalUrl}; openapi/control-api.v1.yaml lists what there is.`,
    );
  });
  router.use((error: unknown, _request: Request, response: Response, _next: unknown) => {
    if (response.destroyed) return;
    const refusal = controlErrorResponse(error) ?? unreadable(error);
    if (refusal === undefined) onError(error);
    const { status, body } = refusal ?? {
      status: 500,
      body: {
        error: {
          code: 'internal',
          message: 'Something went wrong inside the mock; its log has the details.',
        },
      },
    };
    if (status === 503) response.set('retry-after', RETRY_AFTER_SECONDS);
    response.status(status).json(body);
  });
  return router;
}

function operationRoute<Id extends ControlOperationId>(
  operation: Operation<Id>,
  handlers: ControlHandlers<Id>,
  { shared }: Services,
): RequestHandler {
  const read = controlRequestReader(operation);
  return async (request, response) => {
    assertJson(request);
    const { params, query, body: sent = {} } = request;
    const input = read({ path: params, query, body: sent });
    if (operation.secured) await shared.refresh();
    const { status, body } = await handlers[operation.id](input, goneSignal(response));
    response.status(status);
    if (body === undefined) response.end();
    else response.type('json').send(await jsonText(body));
  };
}

/** Aborted when the client is gone before it has the response. */
function goneSignal(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}

/** Express reads no body that is not declared as JSON: refused, so that nothing is done as if there were no body. */
function assertJson(request: Request): void {
  if (request.headers['content-length'] === '0' || request.is('application/json') !== false) return;
  throw new ControlError(
    415,
    'invalid_argument',
    `The content type of the body is ${request.headers['content-type'] ?? 'missing'}; send JSON with \`content-type: application/json\`.`,
  );
}

function adminGuard(adminToken: AdminToken | undefined, publicOrigin: PublicOrigin): RequestHandler {
  if (adminToken === undefined) return passThrough;
  return async (request, response, next) => {
    const given = parseBearer(request.headers.authorization) ?? undefined;
    const verdict = await adminToken.judge(given, publicOrigin.clientAddressOf(request));
    if (verdict.accepted) return next();
    if (verdict.retryAfterSeconds !== undefined) {
      response.set('retry-after', String(verdict.retryAfterSeconds));
      throw new ControlError(
        429,
        'too_many_attempts',
        `Too many wrong admin tokens came from your address: wait ${verdict.retryAfterSeconds} seconds.`,
      );
    }
    throw new ControlError(
      401,
      'admin_token_required',
      'This mock is reachable beyond loopback: send its admin token as `Authorization: Bearer`, or set CHCK_ADMIN_TOKEN for `chck`.',
    );
  };
}

function passThrough(_request: Request, _response: Response, next: () => void): void {
  next();
}

/** The response for a body or path that Express could not read; undefined for other errors. */
function unreadable(error: unknown): { status: number; body: object } | undefined {
  if (
    !(error instanceof Error) ||
    !('status' in error) ||
    typeof error.status !== 'number' ||
    error.status >= 500
  )
    return undefined;
  return {
    status: error.status,
    body: { error: { code: 'invalid_argument', message: `The request cannot be read: ${error.message}.` } },
  };
}
