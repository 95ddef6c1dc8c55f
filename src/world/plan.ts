import type { Capture, GradingState } from '../store/gradings.js';
import type { CardDetails } from './card.js';
import { SeededRandom } from './seeded-random.js';

/** The number of gradings of each kind. Each has its own card, except for the regraded ones. */
export interface GradingCounts {
  /** Completed, with all grades. */
  full?: number;
  /** Completed, with a centering grade only (two-image capture). */
  twoImage?: number;
  failed?: number;
  inProgress?: number;
  submitted?: number;
  /** Second full gradings of cards that are included in `full`. */
  regraded?: number;
  /** Submitted long ago and never completed. */
  abandoned?: number;
}

/** One grading of a card that a world file describes. */
export interface GradingDetails {
  state?: GradingState;
  capture?: Capture;
  /** The overall grade. Default: a random one. */
  grade?: number;
}

/** A card that a world file describes. `grade: 9.5` is short for one full grading with this grade. */
export interface DescribedCard extends CardDetails {
  grade?: number;
  photographed?: boolean;
  gradings?: GradingDetails[];
}

/** The cards and gradings of one account. */
export interface Holdings {
  /** The number of cards without a grading. */
  rawCards?: number;
  /** A number is the number of full gradings. */
  gradings?: number | GradingCounts;
  /** Described cards, in addition to the counted ones. */
  cards?: DescribedCard[];
  /** The number of consecutive cards (and gradings) that share one timestamp. Default: 1, so all timestamps differ. */
  ties?: number;
  /**
   * `realistic`: few players have most of the cards, raw cards are imported in groups with equal timestamps, and fields
   * are blank. Default: `even`.
   */
  profile?: 'even' | 'realistic';
}

export interface PlannedGrading {
  state: GradingState;
  capture: Capture;
  wanted?: number;
}

export interface PlannedCard {
  gradings: readonly PlannedGrading[];
  details?: DescribedCard;
}

/** The cards of an account in the order in which they are added. Cards with an open grading come last. */
export interface Plan {
  settled: PlannedCard[];
  recent: PlannedCard[];
}

const full: PlannedGrading = { state: 'completed', capture: 'full' };
const kinds = {
  raw: { gradings: [] },
  full: { gradings: [full] },
  regraded: { gradings: [full, full] },
  twoImage: { gradings: [{ state: 'completed', capture: 'two-image' }] },
  failed: { gradings: [{ state: 'failed', capture: 'full' }] },
  inProgress: { gradings: [{ state: 'in_progress', capture: 'full' }] },
  submitted: { gradings: [{ state: 'submitted', capture: 'full' }] },
} as const satisfies Record<string, PlannedCard>;

/** Returns the cards and gradings to create for an account, in an order that depends on the seed. */
export function createPlan(seed: number, firstIndex: number, holdings: Holdings): Plan {
  const counts =
    typeof holdings.gradings === 'number' ? { full: holdings.gradings } : (holdings.gradings ?? {});
  const regraded = counts.regraded ?? 0;
  const settled: PlannedCard[] = [
    ...repeat(kinds.raw, holdings.rawCards),
    ...repeat(kinds.full, (counts.full ?? 0) - regraded),
    ...repeat(kinds.regraded, regraded),
    ...repeat(kinds.twoImage, counts.twoImage),
    ...repeat(kinds.failed, counts.failed),
    ...repeat(kinds.submitted, counts.abandoned),
  ];
  new SeededRandom(seed, 'plan', firstIndex).shuffle(settled);
  const recent = [
    ...repeat(kinds.submitted, counts.submitted),
    ...repeat(kinds.inProgress, counts.inProgress),
  ];
  for (const details of holdings.cards ?? []) {
    const card = { gradings: plannedGradings(details), details };
    (card.gradings.every(isSettled) ? settled : recent).push(card);
  }
  return { settled, recent };
}

function repeat(card: PlannedCard, count = 0): PlannedCard[] {
  return Array.from({ length: count }, () => card);
}

function isSettled({ state }: PlannedGrading): boolean {
  return state === 'completed' || state === 'failed';
}

function plannedGradings({ grade, gradings }: DescribedCard): PlannedGrading[] {
  if (grade !== undefined) return [{ ...full, wanted: grade }];
  return (gradings ?? []).map((grading) => ({
    state: grading.state ?? 'completed',
    capture: grading.capture ?? 'full',
    ...(grading.grade === undefined ? {} : { wanted: grading.grade }),
  }));
}
