import type { AddressInfo } from 'node:net';
import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyRequest } from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { z } from 'zod';
import { account, cardDetail, cards, gradingDetail, gradings } from './data.js';
import * as schemas from './schemas.js';

/** A token that the application accepts, and one whose account is not a partner. */
export const oracleTokens = { valid: `shbx_${'o'.repeat(64)}`, unusable: `shbx_${'u'.repeat(64)}` };

export interface OracleOptions {
  /** Requests a minute. Default: 600. */
  max?: number;
}

/** A refusal with a code of the application. */
class Refusal extends Error {
  constructor(
    readonly statusCode: number,
    readonly code: string,
  ) {
    super(code);
  }
}

/**
 * An independent application with the documented routes, as a team would write it with Fastify 5, Zod and the plugins
 * that `docs/contract.md` names. It shows what the framework decides by itself.
 */
export async function createOracle({ max = 600 }: OracleOptions = {}) {
  const app = Fastify().withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(swagger, {
    openapi: { info: { title: 'CHCK Partner API', version: '1.0.0' } },
    transform: jsonSchemaTransform,
  });
  await app.register(cors, { origin: true, methods: ['GET', 'HEAD', 'POST', 'DELETE'] });
  await app.register(rateLimit, { max, timeWindow: '1 minute' });

  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof Refusal) return reply.code(error.statusCode).send({ error: error.code });
    if (hasZodFastifySchemaValidationErrors(error)) {
      const fieldErrors: Record<string, string[]> = {};
      const formErrors: string[] = [];
      for (const { instancePath, message = 'Invalid' } of error.validation) {
        const [field] = instancePath.split('/').slice(1);
        if (field === undefined || field === '') formErrors.push(message);
        else fieldErrors[field] = [...(fieldErrors[field] ?? []), message];
      }
      return reply.code(400).send({ error: 'validation_error', details: { fieldErrors, formErrors } });
    }
    return reply.send(error);
  });
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) => {
    const message = `Route ${request.method}:${request.url} not found`;
    return reply.code(404).send({ message, error: 'Not Found', statusCode: 404 });
  });
  // After the rate limit, which is an onRequest hook of each route, and before the body is parsed.
  app.addHook('preParsing', async (request) => {
    if (request.method !== 'OPTIONS' && /^\/v1(\/|\?|$)/.test(request.url)) authenticate(request);
  });

  const refused = { 401: schemas.refusal, 403: schemas.refusal };
  const errors = { 400: schemas.validationError, ...refused };
  const withBody = { 400: schemas.unreadable, ...refused };
  const withId = { ...withBody, 404: schemas.refusal };
  app.get('/health', { schema: { response: { 200: z.object({ status: z.literal('ok') }) } } }, async () => ({
    status: 'ok' as const,
  }));
  app.get('/v1/account', { schema: { response: { 200: schemas.account, ...refused } } }, async () => account);
  app.get(
    '/v1/gradings',
    { schema: { querystring: schemas.page, response: { 200: schemas.gradingPage, ...errors } } },
    async ({ query: { limit } }) => ({ gradings: gradings.slice(0, limit), next_cursor: null }),
  );
  app.get(
    '/v1/gradings/:id',
    {
      schema: { params: z.object({ id: z.uuid() }), response: { 200: schemas.gradingDetail, ...withId } },
    },
    async ({ params: { id } }) => gradingDetail(id) ?? notFound(),
  );
  app.get(
    '/v1/cards',
    { schema: { querystring: schemas.cardQuery, response: { 200: schemas.cardPage, ...errors } } },
    async ({ query: { limit } }) => ({ cards: cards.slice(0, limit), next_cursor: null }),
  );
  app.get(
    '/v1/cards/:user_card_id',
    {
      schema: {
        params: z.object({ user_card_id: z.coerce.number().int().positive() }),
        response: { 200: schemas.cardDetail, ...withId },
      },
    },
    async ({ params }) => cardDetail(params.user_card_id) ?? notFound(),
  );

  const targets = new Map<number, z.infer<typeof schemas.webhookTarget>>();
  app.get(
    '/v1/webhook-targets',
    { schema: { response: { 200: schemas.webhookTargetList, ...refused } } },
    async () => ({ webhook_targets: [...targets.values()] }),
  );
  app.post(
    '/v1/webhook-targets',
    { schema: { body: schemas.webhookTargetInput, response: { 201: schemas.createdTarget, ...withBody } } },
    async ({ body: { outcome, url } }, reply) => {
      const target = { id: targets.size + 1, outcome, url, created_at: account.created_at };
      targets.set(target.id, target);
      return reply
        .code(201)
        .send({ id: target.id, userId: account.user_id, outcome, url, createdAt: target.created_at });
    },
  );
  app.delete(
    '/v1/webhook-targets/:id',
    {
      schema: {
        params: z.object({ id: z.coerce.number().int().positive() }),
        response: { 204: z.null(), ...withId },
      },
    },
    async ({ params: { id } }, reply) => (targets.delete(id) ? reply.code(204).send(null) : notFound()),
  );
  await app.ready();
  return app;
}

/** Starts the application on a free port of 127.0.0.1. */
export async function startOracle(options?: OracleOptions): Promise<{ url: string; close(): Promise<void> }> {
  const app = await createOracle(options);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      app.server.closeAllConnections();
      await app.close();
    },
  };
}

function authenticate({ headers }: FastifyRequest): void {
  const token = /^bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
  if (token === undefined) throw new Refusal(401, 'missing_credentials');
  if (token === oracleTokens.unusable) throw new Refusal(403, 'key_not_usable');
  if (token !== oracleTokens.valid) throw new Refusal(401, 'invalid_credentials');
}

function notFound(): never {
  throw new Refusal(404, 'not_found');
}
