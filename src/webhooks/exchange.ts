import http from 'node:http';
import https from 'node:https';
import {
  type AttemptOutcome,
  AttemptTimeoutError,
  errorCode,
  failedOutcome,
  InterruptedError,
  ProtocolError,
} from './attempt-failures.js';

const MAX_KEPT_BODY_BYTES = 4096;
/** Reading stops after this number of bytes. */
const MAX_READ_BYTES = 1_048_576;
const MAX_INFORMATIONAL_RESPONSES = 20;

/** One request on the wire. */
export interface Exchange {
  /** Settles within the timeout, whatever the receiver does. Never rejects. */
  outcome: Promise<AttemptOutcome | 'not sent'>;
  /** Ends the exchange now. Its outcome is `interrupted`, unless a status was received. */
  interrupt(): void;
}

/**
 * Sends one request and reads the response. The status decides, even when the rest of the response never arrives
 * (contract §8: any 2xx is success). The outcome is `not sent` when a kept connection was closed before any byte of the
 * request was written to it.
 */
export function startExchange(options: http.RequestOptions, body: string, timeoutMs: number): Exchange {
  let settle: (outcome: AttemptOutcome | 'not sent') => void = () => undefined;
  const outcome = new Promise<AttemptOutcome | 'not sent'>((resolve) => {
    settle = resolve;
  });
  let response: http.IncomingMessage | undefined;
  const chunks: Buffer[] = [];

  const request = (options.protocol === 'https:' ? https : http).request(options);
  const end = (result: AttemptOutcome | 'not sent') => {
    clearTimeout(timer);
    settle(result);
    if (response?.complete !== true) request.destroy();
  };
  const fail = (error: Error) => {
    end(response === undefined ? failedOutcome(error) : respondedOutcome(response, chunks, error));
  };
  const timer = setTimeout(() => fail(new AttemptTimeoutError(timeoutMs)), timeoutMs);

  let informational = 0;
  request.on('information', () => {
    informational += 1;
    if (informational > MAX_INFORMATIONAL_RESPONSES) {
      fail(new ProtocolError(`The receiver sent more than ${MAX_INFORMATIONAL_RESPONSES} 1xx responses`));
    }
  });
  request.on('upgrade', (upgrade, socket) => {
    socket.destroy();
    response = upgrade;
    end(respondedOutcome(upgrade, chunks));
  });
  request.on('response', (incoming) => {
    response = incoming;
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      if (size < MAX_KEPT_BODY_BYTES) chunks.push(chunk.subarray(0, MAX_KEPT_BODY_BYTES - size));
      size += chunk.length;
      if (size > MAX_READ_BYTES) end(respondedOutcome(incoming, chunks));
    });
    incoming.on('end', () => end(respondedOutcome(incoming, chunks)));
    incoming.on('error', fail);
  });
  request.on('error', (error) => {
    if (response === undefined && request.reusedSocket && isFailedWrite(error)) end('not sent');
    else fail(error);
  });
  // Every other end of the request, such as a response that the parser dropped.
  request.on('close', () => fail(new ProtocolError('The connection was closed without a response')));
  request.end(body);
  return { outcome, interrupt: () => fail(new InterruptedError()) };
}

/** The headers and the body are one write: when it failed, no byte was sent. */
function isFailedWrite(error: Error): boolean {
  return (
    'syscall' in error && error.syscall === 'write' && ['EPIPE', 'ECONNRESET'].includes(errorCode(error))
  );
}

function respondedOutcome(
  response: http.IncomingMessage,
  chunks: readonly Buffer[],
  incomplete?: Error,
): AttemptOutcome {
  const status = response.statusCode ?? 0;
  const success = status >= 200 && status < 300;
  const reason = success ? [] : [`The receiver responded ${status}; any 2xx is success`];
  const note = incomplete === undefined ? [] : [`The response is incomplete: ${incomplete.message}`];
  return {
    responseStatus: status,
    responseHeaders: flatHeaders(response.headers),
    responseBody: Buffer.concat(chunks).toString('utf8'),
    failure: success ? null : 'status',
    failureDetail: [...reason, ...note].join('. ') || null,
  };
}

function flatHeaders(headers: http.IncomingHttpHeaders): Record<string, string> {
  const flattened: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    flattened[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  return flattened;
}
