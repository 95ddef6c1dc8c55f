import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** A webhook was to be sent to an address that is not public. */
export class PrivateAddressError extends Error {
  readonly code = 'PRIVATE_ADDRESS';

  constructor(address: string) {
    super(
      `${address} is not a public address, and this mock is reachable from other machines. --allow-private-targets allows such targets.`,
    );
  }
}

/** All global unicast addresses of IPv6 lie in this range (RFC 4291, IANA). */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');
/** Ranges of IPv6 whose addresses contain IPv4 addresses, with the positions of these. */
const TRANSLATED: Readonly<Record<string, readonly { at: number; inverted?: boolean }[]>> = {
  ipv4Mapped: [{ at: 12 }],
  rfc6052: [{ at: 12 }],
  '6to4': [{ at: 2 }],
  // The server, and the client with inverted bits.
  teredo: [{ at: 4 }, { at: 12, inverted: true }],
};

/**
 * Returns whether an IP address is global unicast. For IPv4-mapped, NAT64, 6to4 and Teredo addresses, the IPv4 addresses
 * in them decide.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  const range = parsed.range();
  if (parsed instanceof ipaddr.IPv4) return range === 'unicast';
  const translated = TRANSLATED[range];
  if (translated === undefined) return range === 'unicast' && parsed.match(GLOBAL_IPV6);
  const bytes = parsed.toByteArray();
  return translated.every(({ at, inverted }) => {
    const ipv4 = bytes.slice(at, at + 4).map((byte) => (inverted ? byte ^ 0xff : byte));
    return new ipaddr.IPv4(ipv4).range() === 'unicast';
  });
}

/** Throws PrivateAddressError when the host of a URL is an IP address that is not public. Names are checked by `publicLookup`. */
export function assertPublicHost(hostname: string): void {
  const address = hostname.replace(/^\[|\]$/g, '');
  if (isIP(address) !== 0 && !isPublicAddress(address)) throw new PrivateAddressError(address);
}

const LOOPBACK = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

/** Resolves host names with the system's resolver. `*.localhost` is always loopback, as in browsers and curl (RFC 6761). */
export const targetLookup: LookupFunction = (hostname, options, callback) => {
  if (!/\.localhost\.?$/i.test(hostname)) return systemLookup(hostname, options, callback);
  const addresses = LOOPBACK.filter(({ family }) => !options.family || options.family === family);
  const [first] = addresses;
  if (options.all || first === undefined) return callback(null, addresses);
  return callback(null, first.address, first.family);
};

/** Resolves host names like `targetLookup`, and fails with PrivateAddressError when one of the addresses is not public. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  targetLookup(hostname, { ...options, all: true }, (error, resolved) => {
    const addresses = Array.isArray(resolved) ? resolved : [];
    const refused = addresses.find(({ address }) => !isPublicAddress(address));
    const [first] = addresses;
    if (error !== null) return callback(error, []);
    if (refused !== undefined) return callback(new PrivateAddressError(refused.address), []);
    if (options.all || first === undefined) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
};
