import { callLine, type Evidence, type SeenCall } from './evidence.js';
import { failed, notExercised, passed, type ReadinessCheck } from './readiness-check.js';

const LISTS = ['/v1/gradings', '/v1/cards'];
/** Cursors that differ by less are the same one, altered: items have other times. */
const ALTERED_MS = 1000;
const QUARTER_HOUR_MS = 900_000;
/** Time zones are at most this far from UTC. */
const LARGEST_OFFSET_MS = 14 * 3_600_000;
const WITHOUT_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/;

export const sendsGivenCursors: ReadinessCheck = {
  id: 'sends-given-cursors',
  title: 'sends only cursors that a response gave',
  remedy:
    'Send the `next_cursor` of the last page, unchanged and percent-encoded, as `cursor`, and none after a null. A cursor made from anything else skips or repeats items at the boundary.',
  situation: 'have your client read all gradings of {url}: the default world has more than one page of them',
  check: (evidence) => {
    const sent = cursorsOf(evidence);
    if (sent.length === 0) return notExercised('No cursor was sent.');
    const wrong = sent.filter(({ origin }) => origin === 'unknown');
    if (wrong.length === 0) return passed(`${sent.length} cursors came from responses.`);
    if (!evidence.complete && wrong.every(({ isAltered, call }) => call.status === 200 && !isAltered))
      return notExercised('A cursor may be from a response that the journal no longer has.');
    return failed(
      'A cursor was sent that no response had given.',
      wrong.slice(0, 5).map(({ call }) => callLine(call)),
    );
  },
};

export const readsTimesWithZone: ReadinessCheck = {
  id: 'reads-times-with-zone',
  title: 'reads times with their zone',
  remedy:
    'Times end in Z: they are UTC. Parse them with their zone, and send a cursor as the text that you got, never as a local time.',
  situation: 'have your client read all gradings of {url}: the default world has more than one page of them',
  check: (evidence) => {
    const sent = cursorsOf(evidence);
    const wrong = sent.filter(({ origin }) => origin === 'other-zone');
    if (wrong.length > 0) {
      return failed(
        'A cursor is the time of a response without its zone, or in another one.',
        wrong.slice(0, 5).map(({ call }) => callLine(call)),
      );
    }
    const given = sent.filter(({ origin }) => origin === 'given').length;
    return given === 0
      ? notExercised('No time was sent back.')
      : passed(`${given} times were sent back unchanged.`);
  },
};

interface SentCursor {
  call: SeenCall;
  origin: 'given' | 'other-zone' | 'unknown';
  /** Whether it is nearly one that was given, so that no forgotten response gave it. */
  isAltered: boolean;
}

/** Every cursor that was sent, whatever the response to it was. */
export function cursorsOf({ calls }: Pick<Evidence, 'calls'>): SentCursor[] {
  const given = new Map<string, Set<string>>();
  return calls.flatMap((call) => {
    if (call.method !== 'GET' || !LISTS.includes(call.path)) return [];
    // A client keeps its place in a list when it gets a new key.
    const known = given.get(call.path) ?? new Set<string>();
    given.set(call.path, known);
    const cursor = new URLSearchParams(call.query).get('cursor');
    const sent: SentCursor[] =
      cursor === null ? [] : [{ call, origin: originOf(cursor, known), isAltered: isNear(cursor, known) }];
    if (call.nextCursor) known.add(instantOf(call.nextCursor));
    return sent;
  });
}

function originOf(cursor: string, known: ReadonlySet<string>): SentCursor['origin'] {
  if (WITHOUT_ZONE.test(cursor))
    return isShifted(`${cursor.replace(' ', 'T')}Z`, known) ? 'other-zone' : 'unknown';
  if (known.has(instantOf(cursor))) return 'given';
  return isShifted(cursor, known) ? 'other-zone' : 'unknown';
}

function isNear(cursor: string, known: ReadonlySet<string>): boolean {
  const atMs = Date.parse(cursor);
  return [...known].some((given) => Math.abs(Date.parse(given) - atMs) < ALTERED_MS);
}

/** Whether a cursor is a known one, moved by the offset of a time zone or not at all. */
function isShifted(cursor: string, known: ReadonlySet<string>): boolean {
  const atMs = Date.parse(cursor);
  return [...known].some((given) => {
    const offMs = Math.abs(Date.parse(given) - atMs);
    return offMs <= LARGEST_OFFSET_MS && offMs % QUARTER_HOUR_MS === 0;
  });
}

/** An instant in one form, since the same one can be written in several. */
function instantOf(cursor: string): string {
  const atMs = Date.parse(cursor);
  return Number.isNaN(atMs) ? cursor : new Date(atMs).toISOString();
}
