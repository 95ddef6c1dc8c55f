import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';

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

/** A listening server. Closing it lets requests in progress finish. */
export class HttpServer {
  readonly port: number;
  readonly #server: Server;
  #closing = false;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
    // A connection that becomes idle while the server closes would delay it until its timeout.
    server.on('request', (_request, response) => {
      response.once('close', () => {
        if (this.#closing) setImmediate(() => server.closeIdleConnections());
      });
    });
  }

  /** Starts listening. `port` 0 is any free one. Throws PortTakenError or AddressError. */
  static async listen(handler: RequestListener | Server, port: number, host: string): Promise<HttpServer> {
    const server = typeof handler === 'function' ? createServer(handler) : handler;
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
    return new HttpServer(server, typeof address === 'object' && address !== null ? address.port : port);
  }

  /** Accepts no more requests. Resolves when those in progress have finished, or were aborted after `graceMs`. */
  async close(graceMs = 5000): Promise<void> {
    this.#closing = true;
    await new Promise<void>((resolve) => {
      const force = setTimeout(() => this.#server.closeAllConnections(), graceMs);
      this.#server.close(() => {
        clearTimeout(force);
        resolve();
      });
      this.#server.closeIdleConnections();
    });
  }
}

/** The response of CHCK's framework to what is not HTTP, or has oversized headers (contract §3, assumed). */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, reason, message] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? [431, 'Request Header Fields Too Large', 'Exceeded maximum allowed HTTP header size']
      : [400, 'Bad Request', 'Client Error'];
  const body = JSON.stringify({ statusCode: status, error: reason, message });
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
