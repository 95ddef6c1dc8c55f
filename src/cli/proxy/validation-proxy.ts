import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { findOperation } from '../../contract/operations.js';
import { HttpServer } from '../../http/server.js';
import { isObject, parseJson } from '../../json.js';
import { startPrism } from './prism.js';
import { revealed, startUpstreamHop } from './upstream-hop.js';

/** One way in which a request or its response breaks the contract. */
export interface ProxyViolation {
  method: string;
  /** Path and query. */
  url: string;
  status: number;
  operationId: string | null;
  /** Whether the client's request or the implementation's response breaks the contract. */
  side: 'request' | 'response';
  /** A sentence that names the place. */
  message: string;
}

/** A call that was passed on. */
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
  /** Address of the implementation. */
  upstream: string;
  port: number;
  host: string;
  /** Called with each call. */
  onCall: (call: ProxiedCall) => void;
}

/**
 * Passes calls to an implementation through Prism, which checks both sides against the contract. Throws
 * PrismMissingError, PrismFailedError, PortTakenError, AddressError.
 */
export async function startValidationProxy(options: ValidationProxyOptions): Promise<ValidationProxy> {
  const hop = await startUpstreamHop(options.upstream, options.host);
  const closers = [() => hop.close()];
  const closeAll = async () => {
    for (const close of closers.toReversed()) await close();
  };
  try {
    const prism = await startPrism(hop.url);
    closers.push(() => prism.close());
    const server = await HttpServer.listen(
      (request, response) => pass(request, response, prism.port, options.onCall),
      options.port,
      options.host,
    );
    closers.push(() => server.close());
    return { port: server.port, close: closeAll };
  } catch (error) {
    await closeAll();
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
  const onward = http.request({ host: '127.0.0.1', port, method, path: url, headers }, (received) => {
    const found = received.headers['sl-violations'];
    const status = received.statusCode ?? 502;
    response.writeHead(status, revealed(received.headers));
    received.pipe(response);
    onCall({ method, url, status, violations: violationsOf(found, { method, url, status }) });
  });
  onward.on('error', () => {
    if (!response.headersSent) response.writeHead(502);
    response.end();
  });
  request.pipe(onward);
}

function violationsOf(
  header: string | string[] | undefined,
  call: Pick<ProxiedCall, 'method' | 'url' | 'status'>,
): ProxyViolation[] {
  const [path = ''] = call.url.split('?', 1);
  const operationId = findOperation(call.method, path)?.operation.id ?? null;
  return findingsOf(header)
    .filter(({ severity }) => severity === 'Error')
    .map(({ location, message }) => ({
      ...call,
      operationId,
      side: location[0] === 'request' ? 'request' : 'response',
      message: violationText(location, message),
    }));
}

interface Finding {
  location: string[];
  severity: string;
  message: string;
}

/** Prism's findings. */
function findingsOf(header: string | string[] | undefined): Finding[] {
  const found = typeof header === 'string' ? parseJson(header) : undefined;
  return (Array.isArray(found) ? found : []).filter(isObject).map(({ location, severity, message }) => ({
    location: Array.isArray(location) ? location.map(String) : [],
    severity: String(severity),
    message: typeof message === 'string' ? message : 'breaks the contract',
  }));
}

function violationText([side, ...place]: string[], message: string): string {
  const where = place.length === 0 ? '' : `, ${place.join('.')}`;
  return `the ${side === 'request' ? 'request' : 'response'}${where}: ${message}`;
}
