import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';

const options = { keepAlive: true, maxSockets: 8 };
const direct = { 'http:': new HttpAgent(options), 'https:': new HttpsAgent(options) };
const proxied = new Map<string, HttpAgent>();

/** The agent for requests to a URL: direct, or through the proxy that `HTTP_PROXY` or `HTTPS_PROXY` names. */
export function agentFor(url: URL, env: NodeJS.ProcessEnv = process.env): HttpAgent {
  const isSecure = url.protocol === 'https:';
  const proxy = proxyFor(url, env);
  if (proxy === null) return isSecure ? direct['https:'] : direct['http:'];
  const key = `${url.protocol} ${proxy}`;
  const agent =
    proxied.get(key) ?? (isSecure ? new HttpsProxyAgent(proxy, options) : new HttpProxyAgent(proxy, options));
  proxied.set(key, agent);
  return agent;
}

const loopback = /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * The proxy for a URL, or null. Variables in lower case win, as in curl; an empty value is unset. A loopback address, such
 * as that of a started mock, is never proxied.
 */
export function proxyFor(url: URL, env: NodeJS.ProcessEnv): string | null {
  const proxy =
    url.protocol === 'https:' ? env.https_proxy || env.HTTPS_PROXY : env.http_proxy || env.HTTP_PROXY;
  if (!proxy || loopback.test(url.hostname) || isExcluded(url, env.no_proxy || env.NO_PROXY || ''))
    return null;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

/** Whether `NO_PROXY` names the host: `*`, a name, a domain with all its subdomains, each with an optional port. */
function isExcluded({ protocol, hostname, port }: URL, noProxy: string): boolean {
  const ownPort = port !== '' ? port : protocol === 'https:' ? '443' : '80';
  return noProxy.split(/[\s,]+/).some((entry) => {
    if (entry === '') return false;
    if (entry === '*') return true;
    const [, name = entry, entryPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
    if (entryPort !== undefined && entryPort !== ownPort) return false;
    const domain = name.replace(/^\*?\./, '').toLowerCase();
    return hostname === domain || hostname.endsWith(`.${domain}`);
  });
}
