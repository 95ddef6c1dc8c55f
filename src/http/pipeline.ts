import type { Request, Response } from 'express';
import type { Clock } from '../clock.js';
import type { ActiveDeviations } from './active-deviations.js';
import { type ApiRequest, WireRequest } from './api-request.js';
import { Exchange } from './exchange.js';
import type { HttpResponse } from './http-response.js';
import type { Journal } from './journal.js';
import type { PublicOrigin } from './public-origin.js';

export interface PipelineDependencies {
  clock: Clock;
  journal: Journal;
  publicOrigin: PublicOrigin;
  /** Undefined when the mock has none. */
  deviations: ActiveDeviations | undefined;
}

/** One part of the mock whose requests are recorded: the Partner API, or the image links. */
export interface RequestHandling {
  /** Makes the response to a request. */
  handle(request: ApiRequest, exchange: Exchange): Promise<HttpResponse>;
  /** Makes the response to an error that `handle` or a deviation threw. */
  handleError(error: unknown, exchange: Exchange): HttpResponse;
  /** Called when the response has been handed over. */
  onSent?(status: number, exchange: Exchange): void;
}

/** The body sizes that deviations can be given, as much as the Partner API accepts. */
const MAX_BODY_BYTES = 1_048_576;

/** The way of every recorded request: to its handler, through the deviations, over the wire, into the journal. */
export function createPipeline(
  { clock, journal, publicOrigin, deviations }: PipelineDependencies,
  { handle, handleError, onSent }: RequestHandling,
): (request: Request, response: Response) => Promise<void> {
  return async (request, response) => {
    const exchange = new Exchange(request, response, clock, publicOrigin);
    const incoming = new WireRequest(request, request.originalUrl);
    const own = async (each: ApiRequest) => {
      try {
        return await handle(each, exchange);
      } catch (error) {
        return handleError(error, exchange);
      }
    };
    let outgoing: HttpResponse;
    if (deviations === undefined) outgoing = await own(incoming);
    else {
      try {
        outgoing = await deviations.respond(incoming, MAX_BODY_BYTES, own);
      } catch (error) {
        outgoing = handleError(error, exchange);
      }
    }
    exchange.send(outgoing, journal);
    onSent?.(outgoing.status, exchange);
  };
}
