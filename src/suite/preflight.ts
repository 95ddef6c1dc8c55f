import { setTimeout as delay } from 'node:timers/promises';
import type { Exchange, SentRequest } from './client/exchange.js';
import { isObject } from './client/json.js';
import { transmit } from './client/transport.js';
import type { SuiteConfig } from './rules/config.js';
import { SuiteError } from './suite-error.js';

const RETRY_MS = 200;
const certificateCodes = /^(CERT_|ERR_TLS_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(GET|VERIFY))/;

/**
 * Finds the faults of a set-up before any rule runs, so that they are not reported as failures of the service: the
 * target does not respond, redirects, or refuses a token. Throws `SuiteError`.
 */
export async function preflight(
  config: SuiteConfig,
  waitSeconds: number,
  signal?: AbortSignal,
): Promise<void> {
  await waitForHealth(config, waitSeconds, signal);
  if (signal?.aborted) return;
  const account = config.token === null ? null : await accountOf(config, config.token, '--token');
  if (config.otherToken !== null) {
    const other = await accountOf(config, config.otherToken, '--other-token');
    if (account !== null && other === account)
      throw refused('--token and --other-token belong to the same account; give keys of two accounts');
  }
  if (config.unusableToken !== null && (await statusOf(config, config.unusableToken)) === 401)
    throw refused('The token of --unusable-token is refused with 401; give a key whose account must get 403');
  if (config.revokedToken !== null && (await statusOf(config, config.revokedToken)) === 403)
    throw refused('The token of --revoked-token gets 403, so it is not revoked; give a revoked key');
}

/** Waits until `GET /health` returns 200, for at most the given seconds; 0 is one try. */
async function waitForHealth(config: SuiteConfig, waitSeconds: number, signal?: AbortSignal): Promise<void> {
  const endMs = performance.now() + waitSeconds * 1000;
  for (;;) {
    const found = await send(config, '/health', null).catch((cause: unknown) => problemOf(config, cause));
    if (!(found instanceof SuiteError) && found.status === 200) return;
    if (found instanceof SuiteError && found.code !== 'unreachable') throw found;
    if (performance.now() >= endMs || signal?.aborted) {
      if (found instanceof SuiteError) throw found;
      const advice = 'Check the address, or give it time with --wait-for SECONDS';
      throw new SuiteError(
        'unreachable',
        `${config.baseUrl} is not ready: GET /health returned ${found.status}. ${advice}.`,
      );
    }
    await delay(RETRY_MS);
  }
}

/** Why no response came: nothing listens, or its certificate is not trusted. */
function problemOf({ baseUrl }: SuiteConfig, cause: unknown): SuiteError {
  const code = isObject(cause) && typeof cause.code === 'string' ? cause.code : '';
  const reason = cause instanceof Error ? cause.message || code : String(cause);
  if (cause instanceof SuiteError) return cause;
  if (certificateCodes.test(code))
    return new SuiteError(
      'certificate',
      `The certificate of ${baseUrl} is not trusted (${code}). Name the file of its certificate authority in NODE_EXTRA_CA_CERTS.`,
      cause,
    );
  const advice = 'Start it first, or give it time with --wait-for SECONDS';
  return new SuiteError('unreachable', `Nothing responds at ${baseUrl} (${reason}). ${advice}.`, cause);
}

/** The id of the account that a token belongs to, as text; null when the response has none. */
async function accountOf(config: SuiteConfig, token: string, flag: string): Promise<string | null> {
  const { status, body } = await ask(config, token);
  if (status === 401)
    throw refused(`The token is refused: GET /v1/account returned 401 for ${flag}. Give a usable token`);
  if (status === 403)
    throw refused(
      `The token is refused: GET /v1/account returned 403 for ${flag}, so its account may not use the API`,
    );
  return isObject(body) && body.id !== undefined ? String(body.id) : null;
}

async function statusOf(config: SuiteConfig, token: string): Promise<number> {
  return (await ask(config, token)).status;
}

async function ask(config: SuiteConfig, token: string): Promise<Omit<Exchange, 'operationId'>> {
  try {
    return await send(config, '/v1/account', token);
  } catch (cause) {
    throw problemOf(config, cause);
  }
}

async function send(config: SuiteConfig, path: string, token: string | null) {
  const request: SentRequest = {
    method: 'GET',
    path,
    url: config.baseUrl + path,
    headers: { ...config.headers, ...(token !== null && { authorization: `Bearer ${token}` }) },
  };
  const exchange = await transmit(request, config.timeout);
  const { location } = exchange.headers;
  if (exchange.status >= 300 && exchange.status < 400 && location !== undefined)
    throw new SuiteError(
      'redirected',
      `${request.url} redirects to ${location}. Give the address behind the redirect with --base-url.`,
    );
  return exchange;
}

function refused(message: string): SuiteError {
  return new SuiteError('token_refused', `${message}.`);
}
