import type { RequestHandler } from 'express';
import { EncodedText } from '../encoded-text.js';
import type { WebhookSender } from '../webhooks/webhook-sender.js';
import type { ApiRequest } from './api-request.js';
import type { Deviation, DeviationHooks, IncomingRequest, OutgoingResponse, Respond } from './deviation.js';
import { type HttpResponse, headerList, headerRecord } from './http-response.js';

type Sender = Pick<WebhookSender, 'send' | 'interrupt' | 'close'>;

/** The deviations of one mock. Requests, responses and webhooks pass through their hooks. */
export class ActiveDeviations {
  readonly #hooks: readonly DeviationHooks[];

  constructor(deviations: readonly Deviation[]) {
    this.#hooks = deviations.map((deviation) => deviation.start());
  }

  /** The response to a request, with `handle` as the mock's own behaviour. Throws what a deviation throws. */
  async respond(
    request: ApiRequest,
    maxBodyBytes: number,
    handle: (request: ApiRequest) => Promise<HttpResponse>,
  ): Promise<HttpResponse> {
    const body = await request.readBody(maxBodyBytes).catch((error: unknown) => error);
    // A body that cannot be read is empty for the hooks, and the mock refuses the request.
    const incoming = incomingOf(request, Buffer.isBuffer(body) ? body : Buffer.alloc(0));
    const {
      status,
      headers,
      body: bytes,
    } = await this.#pass(incoming, async (each) => {
      const passed = apiRequestOf(each, request);
      if (!Buffer.isBuffer(body)) passed.readBody = () => Promise.reject(body);
      return outgoingOf(await handle(passed));
    });
    const isText = headers['content-type']?.startsWith('application/json');
    return { status, headers: headerList(headers), body: isText ? bytes.toString() : bytes };
  }

  /** Passes the JSON responses of the routers behind it through the hooks. */
  json(onError: (error: unknown) => void): RequestHandler {
    return (request, response, next) => {
      const { path, query } = {
        path: request.baseUrl + request.path,
        query: request.originalUrl.split('?')[1],
      };
      const sendText = response.send.bind(response);
      // `response.json` ends here too.
      response.send = (text: unknown) => {
        if (typeof text !== 'string' || !String(response.get('content-type')).startsWith('application/json'))
          return sendText(text);
        const incoming: IncomingRequest = {
          method: request.method,
          path,
          query: new URLSearchParams(query),
          headers: headersOf(request.headers),
          body: Buffer.from(JSON.stringify(request.body ?? '')),
        };
        this.#pass(incoming, async () => {
          return { status: response.statusCode, headers: {}, body: Buffer.from(text) };
        })
          .then(({ status, body }) => sendText.call(response.status(status), body.toString()))
          .catch((error: unknown) => {
            onError(error);
            response.destroy();
          });
        return response;
      };
      next();
    };
  }

  /** A sender whose attempts pass through the hooks. */
  sender(sender: Sender): Sender {
    return {
      send: this.#around(
        (attempt) => sender.send(attempt),
        (hooks) => hooks.send?.bind(hooks),
      ),
      interrupt: () => sender.interrupt(),
      close: () => sender.close(),
    };
  }

  #pass(request: IncomingRequest, respond: Respond): Promise<OutgoingResponse> {
    return this.#around(respond, (hooks) => hooks.respond?.bind(hooks))(request);
  }

  /** `own` within the hooks that `select` picks; the last one is the outermost. */
  #around<Input, Output>(
    own: (input: Input) => Promise<Output>,
    select: (
      hooks: DeviationHooks,
    ) => ((input: Input, next: (input: Input) => Promise<Output>) => Promise<Output>) | undefined,
  ): (input: Input) => Promise<Output> {
    return this.#hooks.reduce((next, hooks) => {
      const hook = select(hooks);
      return hook === undefined ? next : (input: Input) => hook(input, next);
    }, own);
  }
}

function incomingOf({ method, path, query, headers }: ApiRequest, body: Buffer): IncomingRequest {
  return { method, path, query: new URLSearchParams(query), headers: headersOf(headers), body };
}

/** The request that a hook passes on. An unchanged query keeps its spelling, which image links are signed with. */
function apiRequestOf(
  { method, path, query, headers, body }: IncomingRequest,
  original: ApiRequest,
): ApiRequest {
  const text = query.toString();
  const isUnchanged = text === new URLSearchParams(original.query).toString();
  return {
    method,
    path,
    query: isUnchanged ? original.query : text,
    headers: body.length > 0 ? { ...headers, 'content-length': String(body.length) } : headers,
    readBody: async () => body,
  };
}

function outgoingOf({ status, headers, body }: HttpResponse): OutgoingResponse {
  return {
    status,
    headers: headerRecord(headers),
    body: body instanceof EncodedText ? body.toBuffer() : Buffer.from(body ?? ''),
  };
}

function headersOf(headers: ApiRequest['headers']): Record<string, string> {
  const single: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) single[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return single;
}
