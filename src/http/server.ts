import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { createServer as createSocketServer, type Socket, type Server as SocketServer } from 'node:net';
import { portTakenError } from './port-taken.js';
import { isDelayed } from './transfer.js';

export { PortTakenError } from './port-taken.js';

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
/** How often to look for a port that is free on both loopback addresses. */
const MAX_ATTEMPTS = 20;

/** A listening server. Closing it lets requests in progress finish. */
export class HttpServer {
  readonly #server: Server;
  #port = 0;
  /** Listens on ::1 and passes its connections to the server. */
  #second: SocketServer | undefined;
  /** The connections with the number of their requests in progress. */
  readonly #connections = new Map<Socket, number>();

  private constructor(server: Server) {
    this.#server = server;
  }

  /** The port that it listens on, or did. */
  get port(): number {
    return this.#port;
  }

  /**
   * Starts listening. `port` 0 is any free one. The host `localhost` means both loopback addresses, 127.0.0.1 and ::1
   * where the machine has it, since programs differ in which of them they try. Throws PortTakenError or AddressError.
   */
  static async listen(handler: RequestListener | Server, port: number, host: string): Promise<HttpServer> {
    const server = typeof handler === 'function' ? createServer(clientLimits, handler) : handler;
    server.on('clientError', refuseUnreadable);
    const listening = new HttpServer(server);
    if (host === 'localhost') await listening.#bindLoopback(port);
    else await bind(server, port, host);
    listening.#port = portOf(server);
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
      this.#second?.close();
      for (const [socket, requests] of this.#connections) {
        if (requests === 0 || isDelayed(socket)) socket.destroy();
      }
    });
  }

  async #bindLoopback(port: number): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      await bind(this.#server, port, '127.0.0.1');
      const second = createSocketServer({ noDelay: true, keepAlive: true }, (socket) =>
        this.#server.emit('connection', socket),
      );
      try {
        await bind(second, portOf(this.#server), '::1');
        this.#second = second;
        return;
      } catch (error) {
        if (error instanceof AddressError) return;
        await new Promise((resolve) => this.#server.close(resolve));
        // The free port of one address can be taken on the other.
        if (port !== 0 || attempt === MAX_ATTEMPTS) throw error;
      }
    }
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

/** Makes a server listen. Throws PortTakenError or AddressError. */
async function bind(server: SocketServer, port: number, host: string): Promise<void> {
  const failure = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    server.once('error', resolve);
    server.listen(port, host, () => {
      server.off('error', resolve);
      // A connection that could not be accepted is lost to its client; the server goes on.
      server.on('error', () => undefined);
      resolve(undefined);
    });
  });
  if (failure === undefined) return;
  if (failure.code === 'EADDRINUSE') throw await portTakenError(port, host, { cause: failure });
  throw new AddressError(`Cannot listen on ${host}, port ${port}: ${failure.message}`, { cause: failure });
}

function portOf(server: SocketServer): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
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
