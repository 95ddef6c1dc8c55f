import { type ClientRequest, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

const options = { keepAlive: true, maxSockets: 8 };
const direct = { 'http:': new HttpAgent(options), 'https:': new HttpsAgent(options) };
const proxied = new Map<string, HttpProxyAgent>();

/** Sends plain HTTP requests to a proxy, each with its whole URL. */
class HttpProxyAgent extends HttpAgent {
  constructor(private readonly proxy: URL) {
    super(options);
  }

  /** Node calls it for each request, before the headers are written. */
  addRequest(request: ClientRequest, target: object): void {
    const { hostname, port, username, password } = this.proxy;
    request.path = `http://${String(request.getHeader('host'))}${request.path}`;
    if (username !== '') {
      const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
      request.setHeader('proxy-authorization', `Basic ${Buffer.from(credentials).toString('base64')}`);
    }
    const toProxy = { ...target, host: hostname, port: port === '' ? 80 : Number(port) };
    Reflect.apply(Reflect.get(HttpAgent.prototype, 'addRequest'), this, [request, toProxy]);
  }
}

/** The agent for requests to a URL: direct, or for plain HTTP through the proxy that `HTTP_PROXY` names. */
export function agentFor(url: URL, env: NodeJS.ProcessEnv = process.env) {
  const proxy = proxyFor(url, env);
  if (proxy === null) return url.protocol === 'https:' ? direct['https:'] : direct['http:'];
  const known = proxied.get(proxy);
  if (known !== undefined) return known;
  const agent = new HttpProxyAgent(new URL(proxy));
  proxied.set(proxy, agent);
  return agent;
}

const loopback = /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * The proxy for a URL, or null. Variables in lower case win, as in curl; an empty value is unset. A loopback address, such
 * as that of a started mock, is never proxied.
 */
export function proxyFor(url: URL, env: NodeJS.ProcessEnv): string | null {
  if (url.protocol === 'https:') return null;
  const proxy = env.http_proxy || env.HTTP_PROXY;
  if (!proxy || loopback.test(url.hostname) || isExcluded(url, env.no_proxy || env.NO_PROXY || ''))
    return null;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

/** Whether `NO_PROXY` names the host: `*`, a name, a domain with all its subdomains, each with an optional port. */
function isExcluded({ hostname, port }: URL, noProxy: string): boolean {
  const ownPort = port === '' ? '80' : port;
  return noProxy.split(/[\s,]+/).some((entry) => {
    if (entry === '') return false;
    if (entry === '*') return true;
    const [, name = entry, entryPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
    if (entryPort !== undefined && entryPort !== ownPort) return false;
    const domain = name.replace(/^\*?\./, '').toLowerCase();
    return hostname === domain || hostname.endsWith(`.${domain}`);
  });
}
