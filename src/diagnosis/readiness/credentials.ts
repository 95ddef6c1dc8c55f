import { callLine, clientOf, type Evidence, endMs, groupBy, type SeenCall } from './evidence.js';
import { failed, notExercised, passed, type ReadinessCheck } from './readiness-check.js';

/** A client may learn of the refusal by one more call. */
const TOLERATED_IN_A_ROW = 2;

export const stopsOnUnauthorized: ReadinessCheck = {
  id: 'stops-on-401',
  title: 'stops using a key that got a 401',
  remedy:
    'Treat 401 as final for that key: stop calling, alert a person, and continue with a new key. Do not retry.',
  situation:
    'chck keys list --url {url}, then chck keys revoke ID --url {url} for the key that your client uses',
  check: (evidence) =>
    stopsAfter(evidence, (call) => {
      return call.status === 401 && (call.responseBody ?? '').includes('invalid_credentials');
    }),
};

export const stopsOnForbidden: ReadinessCheck = {
  id: 'stops-on-403',
  title: 'stops using a key that got a 403',
  remedy:
    'Treat 403 key_not_usable as final for that key, as 401: stop calling, and alert a person. The account behind the key is no partner.',
  situation: 'chck faults add status --status 403 --url {url}, then have your client read gradings',
  check: (evidence) => stopsAfter(evidence, ({ status, path }) => status === 403 && path.startsWith('/v1')),
};

export const keepsKeyOutOfUrls: ReadinessCheck = {
  id: 'keeps-key-out-of-urls',
  title: 'keeps its key out of URLs',
  remedy: 'Send the key in `Authorization: Bearer …` alone: URLs end up in logs, proxies and histories.',
  situation: 'have your client make any call of {url}',
  check: ({ calls }) => {
    const leaked = calls.filter(hasKeyInUrl);
    if (leaked.length > 0) return failed('A URL contains a token.', leaked.slice(0, 5).map(callLine));
    const called = calls.filter(({ keyPrefix }) => keyPrefix !== null).length;
    return called === 0
      ? notExercised('No call had a key.')
      : passed(`None of ${called} calls had the key in its URL.`);
  },
};

/** Whether a call carries its key in its URL, so that its refusal has that cause. */
function hasKeyInUrl({ url }: SeenCall): boolean {
  return /shbx_/i.test(safelyDecoded(url));
}

function stopsAfter({ calls }: Evidence, isRefused: (call: SeenCall) => boolean) {
  const refused = calls.filter((call) => isRefused(call) && !hasKeyInUrl(call));
  const status = refused[0]?.status;
  if (status === undefined) return notExercised('No key was refused like this.');
  const [worst = []] = [...groupBy(refused, clientOf).values()]
    .map(inARow)
    .filter((row) => row.length > TOLERATED_IN_A_ROW);
  if (worst.length === 0) return passed(`After a ${status} the key was not used again.`);
  return failed(
    `A key that got a ${status} was used ${worst.length} times in a row.`,
    worst.slice(0, 5).map(callLine),
  );
}

/** The longest row of calls of which each began after the one before had ended: without those already under way. */
function inARow(calls: readonly SeenCall[]): SeenCall[] {
  const row: SeenCall[] = [];
  for (const call of calls.toSorted((a, b) => endMs(a) - endMs(b))) {
    const last = row.at(-1);
    if (last === undefined || call.realMs >= Math.floor(endMs(last))) row.push(call);
  }
  return row;
}

function safelyDecoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
