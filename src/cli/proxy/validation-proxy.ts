import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { findOperation } from '../../contract/operations.js';
import { HttpServer } from '../../http/server.js';
import { startPrism } from './prism.js';

/** One way in which a request or its answer breaks the contract. */
export interface ProxyViolation {
  method: string;
  /** Path and query. */
  url: string;
  status: number;
  operationId: string | null;
  /** Whether it is the client's request or the implementation's answer. */
  side: 'request' | 'response';
  /** In words, with the place. */
  message: string;
}

/** A call that passed. */
export interface ProxiedCall {
  method: string;
  url: string;
  status: number;
  violations: readonly ProxyViolation[];
}

export interface ValidationProxy {
  port: number;
  close(): Promise<void>;
}

export interface ValidationProxyOptions {
  /** The address of the implementation. */
  upstream: string;
  port: number;
  host: string;
  onCall: (call: ProxiedCall) => void;
}

/**
 * Passes calls on to an implementation, through Prism, which judges both sides by the contract. Throws
 * PrismMissingError, PrismFailedError, PortTakenError, AddressError.
 */
export async function startValidationProxy(options: ValidationProxyOptions): Promise<ValidationProxy> {
  const prism = await startPrism(options.upstream);
  try {
    const server = await HttpServer.listen(
      (request, response) => pass(request, response, prism.port, options.onCall),
      options.port,
      options.host,
    );
    return {
      port: server.port,
      close: async () => {
        await server.close();
        await prism.close();
      },
    };
  } catch (error) {
    await prism.close();
    throw error;
  }
}

function pass(
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
  onCall: (call: ProxiedCall) => void,
): void {
  const { method = 'GET', url = '/', headers } = request;
  const onward = http.request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
    const { 'sl-violations': found, ...rest } = answer.headers;
    const status = answer.statusCode ?? 502;
    response.writeHead(status, rest);
    answer.pipe(response);
    onCall({ method, url, status, violations: violationsOf(found, { method, url, status }) });
  });
  onward.on('error', () => {
    if (!response.headersSent) response.writeHead(502);
    response.end();
  });
  request.pipe(onward);
}

interface Finding {
  location?: string[];
  severity?: string;
  message?: string;
}

function violationsOf(
  header: string | string[] | undefined,
  call: Pick<ProxiedCall, 'method' | 'url' | 'status'>,
): ProxyViolation[] {
  if (typeof header !== 'string') return [];
  const { pathname } = new URL(call.url, 'http://proxy');
  const operationId = findOperation(call.method, pathname)?.operation.id ?? null;
  const findings: Finding[] = JSON.parse(header);
  return findings
    .filter(({ severity }) => severity === 'Error')
    .map(({ location = [], message = 'breaks the contract' }) => ({
      ...call,
      operationId,
      side: location[0] === 'request' ? 'request' : 'response',
      message: inWords(location, message),
    }));
}

function inWords([side = 'answer', ...place]: string[], message: string): string {
  const where = place.length === 0 ? '' : `, ${place.join('.')}`;
  return `the ${side === 'request' ? 'request' : 'answer'}${where}: ${message}`;
}
