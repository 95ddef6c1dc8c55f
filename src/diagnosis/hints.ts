import type { JournalEntry } from '../http/journal.js';

/** A remark on a call that would work badly with the real service, whether it was refused or not. */
export interface Hint {
  code: 'tight-polling' | 'retry-after-ignored' | 'expired-image' | 'catalog-id';
  sentence: string;
}

const POLLING_CALLS = 5;
const POLLING_WINDOW_MS = 10_000;
/** How many earlier calls are looked at. */
const LOOK_BACK = 300;

const lists: readonly (string | null)[] = ['listGradings', 'listCards', 'listWebhookTargets'];

/** The `user_card_id`s that an account has of a catalog card. */
export type FindCopies = (accountId: number, cardId: number) => Promise<number[]>;

/** The hints on a call. `earlier` are the calls before it, the newest first. */
export async function hintsFor(
  entry: JournalEntry,
  earlier: readonly JournalEntry[],
  findCopies: FindCopies,
): Promise<Hint[]> {
  const before = earlier.slice(0, LOOK_BACK).filter((other) => other.clientAddress === entry.clientAddress);
  const hints = [tightPolling(entry, before), retryAfterIgnored(entry, before), expiredImage(entry)];
  hints.push(await catalogId(entry, findCopies));
  return hints.filter((hint) => hint !== undefined);
}

/** The longer of the times on the mock's clock, which may be moved, and in real time, while that clock stands still. */
function msBetween(earlier: JournalEntry, later: JournalEntry): number {
  return Math.max(Date.parse(later.at) - Date.parse(earlier.at), later.realMs - earlier.realMs);
}

function tightPolling(entry: JournalEntry, before: readonly JournalEntry[]): Hint | undefined {
  if (!lists.includes(entry.operationId)) return undefined;
  const same = before.filter(
    (other) =>
      other.method === entry.method &&
      other.url === entry.url &&
      other.keyId === entry.keyId &&
      msBetween(other, entry) < POLLING_WINDOW_MS,
  );
  if (same.length + 1 < POLLING_CALLS) return undefined;
  const sentence = `This list was read ${same.length + 1} times within ${POLLING_WINDOW_MS / 1000} seconds. Register a webhook target, and read a grading when its webhook arrives.`;
  return { code: 'tight-polling', sentence };
}

function retryAfterIgnored(entry: JournalEntry, before: readonly JournalEntry[]): Hint | undefined {
  const refused = before.find(
    ({ status, responseHeaders }) =>
      (status === 429 || status === 503) && responseHeaders['retry-after'] !== undefined,
  );
  if (refused === undefined) return undefined;
  const waitSeconds = Number(refused.responseHeaders['retry-after']);
  const leftSeconds = Math.ceil(waitSeconds - msBetween(refused, entry) / 1000);
  if (!(leftSeconds > 0)) return undefined;
  const sentence = `The response ${refused.status} at ${refused.at.slice(11, 19)} demanded a wait of ${waitSeconds} seconds (Retry-After); this call came ${leftSeconds} seconds too early. Wait that long, then back off exponentially.`;
  return { code: 'retry-after-ignored', sentence };
}

function expiredImage({ url, status, reason }: JournalEntry): Hint | undefined {
  if (!url.startsWith('/images/') || status !== 403) return undefined;
  if (reason !== 'Request has expired') return undefined;
  const sentence =
    'This image link had expired. Links are valid for minutes. Do not store them; read the card or the grading again to get fresh ones.';
  return { code: 'expired-image', sentence };
}

async function catalogId(entry: JournalEntry, findCopies: FindCopies): Promise<Hint | undefined> {
  const id = /^\/v1\/cards\/(\d{1,15})$/.exec(entry.path)?.[1];
  if (entry.status !== 404 || entry.accountId === null || id === undefined) return undefined;
  const [copy] = await findCopies(entry.accountId, Number(id));
  if (copy === undefined) return undefined;
  const sentence = `${id} is a catalog card (card_id, cards.id). Card detail takes the user_card_id of the user's own copy: here ${copy}.`;
  return { code: 'catalog-id', sentence };
}
