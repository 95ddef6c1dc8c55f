import { InvalidArgumentError } from '../errors.js';
import type { Fields } from './form.js';

/** Where the mock listens. */
export interface OwnAddress {
  host: string;
  port: number;
}

const methods = ['GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'HEAD'] as const;

/** Sends the request in a form to the mock itself. Returns its request id. Throws InvalidArgumentError. */
export async function sendRequest(form: Fields, own: OwnAddress, token: string): Promise<string> {
  const path = form.raw('path').trim();
  if (!isOfPartnerApi(path)) {
    throw new InvalidArgumentError('path', 'path must be one of the Partner API, such as /v1/cards?limit=2.');
  }
  const method = form.oneOf('method', methods);
  const body = form.text('body');
  const headers = new Headers({ authorization: `Bearer ${token}` });
  if (body !== undefined) headers.set('content-type', 'application/json');
  const host = own.host.includes(':') ? `[${own.host}]` : own.host;
  const response = await fetch(`http://${host}:${own.port}${path}`, {
    method,
    headers,
    redirect: 'manual',
    ...(body !== undefined && method !== 'GET' && method !== 'HEAD' && { body }),
  });
  await response.arrayBuffer();
  return response.headers.get('x-request-id') ?? '';
}

/** A path with dots could leave the API. */
function isOfPartnerApi(path: string): boolean {
  return /^\/(v1\/|health$|images\/)/.test(path) && !/(^|\/)(\.|%2e){1,2}(\/|\?|$)/i.test(path);
}
