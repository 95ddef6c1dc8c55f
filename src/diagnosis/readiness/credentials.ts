import { callLine, clientOf, type SeenCall } from './evidence.js';
import { failed, notExercised, passed, type ReadinessCheck } from './readiness-check.js';

/** One more call may be in progress when the first refusal arrives. */
const TOLERATED_AFTER_REFUSAL = 1;

export const stopsOnUnauthorized: ReadinessCheck = {
  id: 'stops-on-401',
  title: 'stops using a key that got a 401',
  remedy:
    'Treat 401 as final for that key: stop calling, alert a person, and continue with a new key. Do not retry.',
  situation:
    'chck keys list --url {url}, then chck keys revoke ID --url {url} for the key that your client uses',
  check: ({ calls }) => {
    const refused = calls.filter(({ status, responseBody }) => {
      return status === 401 && (responseBody ?? '').includes('invalid_credentials');
    });
    const stubborn = [...byClient(refused).values()].filter(
      (group) => group.length > 1 + TOLERATED_AFTER_REFUSAL,
    );
    if (refused.length === 0) return notExercised('No key got a 401.');
    if (stubborn.length === 0) return passed('After a 401 the key was not used again.');
    const [worst = []] = stubborn;
    return failed(`A refused key was used ${worst.length} times.`, worst.slice(0, 5).map(callLine));
  },
};

export const keepsKeyOutOfUrls: ReadinessCheck = {
  id: 'keeps-key-out-of-urls',
  title: 'keeps its key out of URLs',
  remedy: 'Send the key in `Authorization: Bearer …` alone: URLs end up in logs, proxies and histories.',
  situation: 'have your client make any call of {url}',
  check: ({ calls }) => {
    const leaked = calls.filter(({ url }) => /shbx_/i.test(safelyDecoded(url)));
    if (leaked.length > 0) return failed('A URL contains a token.', leaked.slice(0, 5).map(callLine));
    const called = calls.filter(({ keyPrefix }) => keyPrefix !== null).length;
    return called === 0
      ? notExercised('No call had a key.')
      : passed(`None of ${called} calls had the key in its URL.`);
  },
};

function byClient(calls: readonly SeenCall[]): Map<string, SeenCall[]> {
  const groups = new Map<string, SeenCall[]>();
  for (const call of calls) groups.set(clientOf(call), [...(groups.get(clientOf(call)) ?? []), call]);
  return groups;
}

function safelyDecoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
