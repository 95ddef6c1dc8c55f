import { SeededRandom } from './seeded-random.js';

const DAY_MS = 86_400_000;
const HISTORY_DAYS = 548;
const MINUTE_MS = 60_000;

/** When a card was added and its gradings were submitted, in ms since 1970. */
export interface Moments {
  addedAt: number;
  submittedAt: number[];
  /** How long a grading of this card takes at most, in ms. */
  longestRun: number;
}

/** A stretch of time that a number of cards share out among themselves, one slot each, the oldest first. */
export interface Timeline {
  start: number;
  end: number;
  count: number;
  /** So many cards after one another share one slot and its instants; 1 where no two are alike. */
  ties: number;
}

/** The stretch in which everything settled before `anchor`: 18 months, up to the day before it. */
export function settledTimeline(anchor: number, count: number, ties: number): Timeline {
  return { start: anchor - HISTORY_DAYS * DAY_MS, end: anchor - DAY_MS, count, ties };
}

/** The stretch of what is not settled yet: the day before `anchor`. */
export function recentTimeline(anchor: number, count: number, ties: number): Timeline {
  return { start: anchor - DAY_MS, end: anchor - MINUTE_MS, count, ties };
}

/**
 * The instants of the card at a position of a timeline. Slots do not touch and the instants in one follow each other,
 * so no two of an account are alike (a cursor would skip one, contract §9) unless its world asks for ties.
 */
export function momentsOf(
  seed: number,
  firstIndex: number,
  position: number,
  timeline: Timeline,
  gradings: number,
): Moments {
  const leader = position - (position % timeline.ties);
  const draw = new SeededRandom(seed, 'timeline', firstIndex + leader);
  const slot = (timeline.end - timeline.start) / timeline.count;
  const slotStart = timeline.start + leader * slot;
  const addedAt = slotStart + slot * draw.between(0.02, 0.4);
  const submittedAt: number[] = [];
  for (let run = 0; run < gradings; run += 1) {
    // The first grading follows soon after the card was added, a later one towards the end of the slot.
    const after = Math.min(slot * 0.3, draw.between(2, 90) * MINUTE_MS);
    const later =
      slotStart + slot * (0.75 + (0.2 * (run - draw.between(0.1, 0.9))) / Math.max(1, gradings - 1));
    submittedAt.push(Math.floor(run === 0 ? addedAt + Math.max(2, after) : later));
  }
  return { addedAt: Math.floor(addedAt), submittedAt, longestRun: (slot * 0.04) / Math.max(1, gradings) };
}

/** An instant as the store keeps it: ISO 8601 in UTC with milliseconds. */
export function isoTime(instant: number): string {
  return new Date(instant).toISOString();
}
