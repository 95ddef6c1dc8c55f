import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

export interface PublicOriginOptions {
  /** The origin under which clients reach the mock, such as `https://mock.example`. Default: the `Host` of each request. */
  publicUrl?: string | undefined;
  /** Whether `X-Forwarded-For`, `-Host` and `-Proto` are believed. Without a trusted proxy, clients can invent them. */
  trustProxy?: boolean | undefined;
}

const PLAIN_HOST = /^[\w.:[\]-]+$/;

/** How clients reach the mock: the origin of the links that they get, and the addresses that they have. */
export class PublicOrigin {
  readonly #own: { origin: string; host: string } | undefined;
  readonly #trustProxy: boolean;
  /** The address that was judged last: most requests come to one. */
  #latest = { given: '', origin: 'http://localhost' };

  /** `publicUrl` must be an origin, see `isOrigin`. */
  constructor({ publicUrl, trustProxy = false }: PublicOriginOptions = {}) {
    if (publicUrl !== undefined) {
      const { origin, host } = new URL(publicUrl);
      this.#own = { origin, host };
    }
    this.#trustProxy = trustProxy;
  }

  /** The public URL as an origin; undefined when there is none. */
  get publicUrl(): string | undefined {
    return this.#own?.origin;
  }

  /** Scheme, host and port of links for a caller. `http://localhost` for a `Host` that is not the host of a URL. */
  originFor(headers: IncomingHttpHeaders): string {
    if (this.#own !== undefined) return this.#own.origin;
    const isEncrypted = this.#trustProxy && lastOf(headers['x-forwarded-proto'])?.toLowerCase() === 'https';
    const given = `${isEncrypted ? 'https' : 'http'}://${this.hostFor(headers)}`;
    if (this.#latest.given !== given) this.#latest = { given, origin: usable(given) };
    return this.#latest.origin;
  }

  /** The host, with its port, that a client called. The signatures of links cover it. */
  hostFor(headers: IncomingHttpHeaders): string {
    if (this.#own !== undefined) return this.#own.host;
    const forwarded = this.#trustProxy ? lastOf(headers['x-forwarded-host']) : undefined;
    return forwarded ?? headers.host ?? '';
  }

  /** The address of the client: with a trusted proxy, the one that the proxy saw. */
  clientAddressOf({ headers, socket }: IncomingMessage): string {
    const forwarded = this.#trustProxy ? lastOf(headers['x-forwarded-for']) : undefined;
    if (forwarded !== undefined && isIP(forwarded) !== 0) return forwarded;
    return socket.remoteAddress ?? 'unknown';
  }
}

/** Whether a text is an http or https URL with nothing behind host and port. */
export function isOrigin(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const { origin, href } = new URL(text);
  return href === `${origin}/`;
}

function usable(given: string): string {
  const host = given.slice(given.indexOf('//') + 2);
  return PLAIN_HOST.test(host) && URL.canParse(given) ? given : 'http://localhost';
}

/** The last value of a list, which the nearest proxy added. Those before it came from the client or proxies further away. */
function lastOf(header: string | string[] | undefined): string | undefined {
  const list = Array.isArray(header) ? header.join(',') : header;
  const last = list?.slice(list.lastIndexOf(',') + 1).trim();
  return last === '' ? undefined : last;
}
