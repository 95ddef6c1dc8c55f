import { callLine, clientOf, type SeenCall } from './evidence.js';
import { failed, open, type Point, passed } from './point.js';

/** One more call may be under way when the first refusal arrives. */
const TOLERATED_AFTER_REFUSAL = 1;

export const stopsOnUnauthorized: Point = {
  id: 'stops-on-401',
  title: 'stops using a key that was refused with 401',
  remedy:
    'Treat 401 as final for that key: stop calling, alert a person, and take up work again with a new key. Do not retry.',
  situation:
    'chck keys list --url {url}, then chck keys revoke ID --url {url} for the key that your client uses',
  judge: ({ calls }) => {
    const refused = calls.filter(({ status, responseBody }) => {
      return status === 401 && (responseBody ?? '').includes('invalid_credentials');
    });
    const stubborn = [...byClient(refused).values()].filter(
      (group) => group.length > 1 + TOLERATED_AFTER_REFUSAL,
    );
    if (refused.length === 0) return open('No key was refused with 401.');
    if (stubborn.length === 0) return passed('After a 401 the key was not used on.');
    const [worst = []] = stubborn;
    return failed(`A refused key was used ${worst.length} times.`, worst.slice(0, 5).map(callLine));
  },
};

export const keepsKeyOutOfUrls: Point = {
  id: 'keeps-key-out-of-urls',
  title: 'keeps its key out of URLs',
  remedy: 'Send the key in `Authorization: Bearer …` alone: URLs end up in logs, proxies and histories.',
  situation: 'have your client make any call of {url}',
  judge: ({ calls }) => {
    const leaked = calls.filter(({ url }) => /shbx_/i.test(safelyDecoded(url)));
    if (leaked.length > 0) return failed('A URL holds a token.', leaked.slice(0, 5).map(callLine));
    const called = calls.filter(({ keyPrefix }) => keyPrefix !== null).length;
    return called === 0 ? open('No call bore a key.') : passed(`None of ${called} calls had it in the URL.`);
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
