import type { Capture, GradingState } from '../store/gradings.js';
import type { CardDetails } from './card.js';
import { SeededRandom } from './seeded-random.js';

/** How many gradings of each kind an account has; each but the regraded ones has a card of its own. */
export interface GradingCounts {
  /** Completed with every grade. */
  full?: number;
  /** Completed with centering alone, from a front and a back picture. */
  twoImage?: number;
  failed?: number;
  inProgress?: number;
  submitted?: number;
  /** A second full grading of a card that `full` counts. */
  regraded?: number;
}

/** One grading of a card that a world file describes. */
export interface GradingDetails {
  state?: GradingState;
  capture?: Capture;
  /** The overall grade it ended with; the seed's when absent. */
  grade?: number;
}

/** A card that a world file describes. `grade: 9.5` is short for one full grading that ended so. */
export interface DescribedCard extends CardDetails {
  grade?: number;
  photographed?: boolean;
  gradings?: GradingDetails[];
}

/** What one account owns. */
export interface Holdings {
  /** Cards without any grading. */
  rawCards?: number;
  /** A number alone means so many full gradings. */
  gradings?: number | GradingCounts;
  /** Cards described one by one, in addition to the counted ones. */
  cards?: DescribedCard[];
  /** So many cards (and gradings) after one another share one timestamp; 1 when absent: all differ. */
  ties?: number;
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

/** An account's cards in the order in which they were added: those with an open grading last. */
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

/** Lays out what an account owns, in an order that the seed shuffles. */
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
