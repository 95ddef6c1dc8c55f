const PLAIN_HOST = /^[\w.:[\]-]+$/;

/** The host that was judged last: most requests come to one. */
let latest = { host: '', origin: 'http://localhost' };

/** The origin of a `Host` header. `http://localhost` for one that is not the host of a URL. */
export function originOf(host: string): string {
  if (latest.host !== host) {
    const origin = `http://${host}`;
    latest = { host, origin: PLAIN_HOST.test(host) && URL.canParse(origin) ? origin : 'http://localhost' };
  }
  return latest.origin;
}
