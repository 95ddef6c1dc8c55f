import { createServer, IncomingMessage, type Server, type ServerOptions, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Express } from 'express';
import { clientLimits } from './server.js';

/**
 * A server for an Express application. Express gives every request and response the application's prototype, which is
 * its largest cost (expressjs/express#5998). Here they are created with it, so that the change has no effect.
 */
export function createExpressServer(app: Express): Server {
  function AppRequest(this: IncomingMessage, socket: Socket): void {
    IncomingMessage.call(this, socket);
  }
  function AppResponse(this: ServerResponse, ...input: ConstructorParameters<typeof ServerResponse>): void {
    ServerResponse.call(this, ...input);
  }
  AppRequest.prototype = app.request;
  AppResponse.prototype = app.response;
  const options: ServerOptions = { ...clientLimits };
  // Functions that are constructors have no type in TypeScript, so they cannot be given in the literal.
  Object.assign(options, { IncomingMessage: AppRequest, ServerResponse: AppResponse });
  return createServer(options, app);
}
