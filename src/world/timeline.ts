import { SeededRandom } from './seeded-random.js';

const DAY_MS = 86_400_000;
const HISTORY_DAYS = 548;
const MINUTE_MS = 60_000;

/** When a card was added and when its gradings were submitted, in ms since 1970. */
export interface Moments {
  addedAt: number;
  submittedAt: number[];
  /** The longest duration of a grading of this card, in ms. */
  longestRun: number;
}

/** A period of time that is divided into one slot per card, the oldest first. */
export interface Timeline {
  start: number;
  end: number;
  count: number;
  /** The number of consecutive cards that share one slot and its timestamps; 1 when all differ. */
  ties: number;
  /** The position of the card whose slot each card shares. Default: determined by `ties`. */
  leaders?: readonly number[];
}

/** Returns the period of cards without open gradings: 18 months, up to one day before `anchor`. */
export function settledTimeline(anchor: number, count: number, ties: number): Timeline {
  return { start: anchor - HISTORY_DAYS * DAY_MS, end: anchor - DAY_MS, count, ties };
}

/** Returns the period of cards with open gradings: the day before `anchor`. */
export function recentTimeline(anchor: number, count: number, ties: number): Timeline {
  return { start: anchor - DAY_MS, end: anchor - MINUTE_MS, count, ties };
}

/**
 * Returns the timestamps of the card at a position of a timeline. Slots do not overlap, so all timestamps of an account
 * differ (a cursor would skip equal ones, contract §9), unless the world has `ties`.
 */
export function momentsOf(
  seed: number,
  firstIndex: number,
  position: number,
  timeline: Timeline,
  gradings: number,
): Moments {
  const leader = timeline.leaders?.[position] ?? position - (position % timeline.ties);
  const random = new SeededRandom(seed, 'timeline', firstIndex + leader);
  const slot = (timeline.end - timeline.start) / timeline.count;
  const slotStart = timeline.start + leader * slot;
  const addedAt = slotStart + slot * random.between(0.02, 0.4);
  const submittedAt: number[] = [];
  for (let run = 0; run < gradings; run += 1) {
    // The first grading is submitted soon after the card was added, later ones near the end of the slot.
    const after = Math.min(slot * 0.3, random.between(2, 90) * MINUTE_MS);
    const later =
      slotStart + slot * (0.75 + (0.2 * (run - random.between(0.1, 0.9))) / Math.max(1, gradings - 1));
    submittedAt.push(Math.floor(run === 0 ? addedAt + Math.max(2, after) : later));
  }
  return { addedAt: Math.floor(addedAt), submittedAt, longestRun: (slot * 0.04) / Math.max(1, gradings) };
}

/** Formats an instant as in the store: ISO 8601 in UTC with milliseconds. */
export function isoTime(instant: number): string {
  return new Date(instant).toISOString();
}
