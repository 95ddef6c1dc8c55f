import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import { isDelayed } from './transfer.js';

/** The port is in use by another program. */
export class PortTakenError extends Error {
  readonly code = 'port_taken';
  readonly port: number;

  constructor(port: number, host: string, options: ErrorOptions) {
    super(
      `Port ${port} on ${host} is taken by another program (\`lsof -i :${port}\` shows which). Stop it, or choose another port with --port, or any free one with --port 0.`,
      options,
    );
    this.name = 'PortTakenError';
    this.port = port;
  }
}

/** The address to listen on cannot be used. */
export class AddressError extends Error {
  readonly code = 'address_unusable';
}

/**
 * How long clients may take, in ms: to send the headers, to send the whole request, and between requests. Connections
 * that take longer are closed; TCP keep-alive finds those whose client has gone without a word.
 */
export const clientLimits = {
  headersTimeout: 20_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 15_000,
  connectionsCheckingInterval: 5000,
  keepAlive: true,
  keepAliveInitialDelay: 30_000,
} as const satisfies ServerOptions;

const DEFAULT_GRACE_MS = 1000;

/** A listening server. Closing it lets requests in progress finish. */
export class HttpServer {
  readonly port: number;
  readonly #server: Server;
  /** The connections with the number of their requests in progress. */
  readonly #connections = new Map<Socket, number>();

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  /** Starts listening. `port` 0 is any free one. Throws PortTakenError or AddressError. */
  static async listen(handler: RequestListener | Server, port: number, host: string): Promise<HttpServer> {
    const server = typeof handler === 'function' ? createServer(clientLimits, handler) : handler;
    server.on('clientError', refuseUnreadable);
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'EADDRINUSE') reject(new PortTakenError(port, host, { cause: error }));
        else
          reject(
            new AddressError(`Cannot listen on ${host}, port ${port}: ${error.message}`, { cause: error }),
          );
      });
      server.listen(port, host, resolve);
    });
    const address = server.address();
    const listening = new HttpServer(
      server,
      typeof address === 'object' && address !== null ? address.port : port,
    );
    listening.#follow();
    return listening;
  }

  /**
   * Accepts no more requests, and closes at once what is idle, half-open or delayed by a fault. Resolves when requests in
   * progress have finished, or were aborted after `graceMs`.
   */
  async close(graceMs = DEFAULT_GRACE_MS): Promise<void> {
    await new Promise<void>((resolve) => {
      const force = setTimeout(() => this.#server.closeAllConnections(), graceMs);
      this.#server.close(() => {
        clearTimeout(force);
        resolve();
      });
      for (const [socket, requests] of this.#connections) {
        if (requests === 0 || isDelayed(socket)) socket.destroy();
      }
    });
  }

  #follow(): void {
    const connections = this.#connections;
    this.#server.on('connection', (socket) => {
      connections.set(socket, 0);
      socket.once('close', () => connections.delete(socket));
    });
    this.#server.on('request', ({ socket }, response) => {
      connections.set(socket, (connections.get(socket) ?? 0) + 1);
      response.once('close', () => {
        const requests = (connections.get(socket) ?? 1) - 1;
        if (connections.has(socket)) connections.set(socket, requests);
        if (!this.#server.listening && requests === 0) socket.destroySoon();
      });
    });
  }
}

/** The response of CHCK's framework to what is not HTTP, or has oversized headers (contract §3, assumed). */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, reason, message] = refusals[error.code ?? ''] ?? [400, 'Bad Request', 'Client Error'];
  const body = JSON.stringify({ statusCode: status, error: reason, message });
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}

const refusals: Partial<Record<string, readonly [status: number, reason: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large', 'Exceeded maximum allowed HTTP header size'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'Client Timeout'],
};
