import type { IncomingHttpHeaders } from 'node:http';
import { isIPv4 } from 'node:net';
import type { PublicOrigin } from './public-origin.js';

export interface GuardOptions {
  publicOrigin: PublicOrigin;
  /** Whether an admin token is demanded as well. */
  behindAdminToken: boolean;
}

/** Why a request to `/_mock` or `/dashboard` is refused, with the remedy. */
export interface Refusal {
  status: 403;
  code: 'host_refused' | 'origin_refused';
  message: string;
}

/**
 * Guards `/_mock` and `/dashboard` against pages of other sites: `Host` must be a name of this machine (DNS rebinding),
 * and `Origin` must be the mock's own (cross-site requests). With an admin token any `Host` is accepted.
 */
export function refuseForeign(
  headers: IncomingHttpHeaders,
  { publicOrigin, behindAdminToken }: GuardOptions,
): Refusal | undefined {
  const { host = '', origin } = headers;
  // Behind a proxy that changes `Host`, the second one is what the browser shows.
  const hosts = [host, publicOrigin.hostFor(headers)];
  const foreignHost = hosts.find((each) => !isLoopbackName(hostNameOf(each)));
  if (!behindAdminToken && foreignHost !== undefined) {
    return {
      status: 403,
      code: 'host_refused',
      message: `The Host "${foreignHost}" is not a name of this machine. Use http://localhost, or start the mock with --host and an admin token.`,
    };
  }
  const foreign = origin !== undefined && !hosts.some((each) => hostOf(origin) === each.toLowerCase());
  if (foreign || headers['sec-fetch-site'] === 'cross-site') {
    return {
      status: 403,
      code: 'origin_refused',
      message: `Pages of ${origin ?? 'other sites'} are refused here. Only the mock's own pages and programs are accepted.`,
    };
  }
  return undefined;
}

/** Whether a host name or address is loopback: `localhost`, 127.0.0.0/8 or ::1. */
export function isLoopbackName(name: string): boolean {
  const plain = name.toLowerCase();
  if (plain === 'localhost' || plain.endsWith('.localhost') || plain === '::1' || plain === '[::1]')
    return true;
  return isIPv4(plain) && plain.startsWith('127.');
}

function hostNameOf(host: string): string {
  return host.startsWith('[') ? host.slice(0, host.indexOf(']') + 1) : (host.split(':')[0] ?? '');
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
