import type { CatalogCard, UserCard } from '../store/cards.js';
import type { Grading } from '../store/gradings.js';
import { createCard } from './card.js';
import type { Catalog } from './catalog.js';
import { gradeFor } from './grade-for.js';
import { HIGHEST_GRADE, LOWEST_GRADE } from './grades.js';
import { firstIds, gradingId, shareSlug } from './ids.js';
import type { PlannedCard, PlannedGrading } from './plan.js';
import { realisticDetails } from './realistic-collection.js';
import { SeededRandom } from './seeded-random.js';
import { isoTime, type Moments } from './timeline.js';

/** The grader of every card that CHCK has graded (contract §6). */
export const GRADER = 'chck';

/** The owner of a card, and the indices from 0 of the card and of its first grading. */
export interface CardPosition {
  userId: number;
  cardIndex: number;
  gradingIndex: number;
}

/** The rows of one card: the catalog card, the user's copy and its gradings. */
export interface CardRows {
  card: CatalogCard;
  userCard: UserCard;
  gradings: Grading[];
}

/** Returns the rows of a planned card. `shared` is given when the card is another copy of an existing catalog card. */
export function createCardRows(
  catalog: Catalog,
  position: CardPosition,
  planned: PlannedCard,
  moments: Moments,
  { shared, realistic }: { shared: CatalogCard | undefined; realistic: boolean },
): CardRows {
  const { seed } = catalog;
  const id = firstIds.userCard + position.cardIndex;
  const gradings: Grading[] = [];
  let graded: Grading | undefined;
  for (const [run, grading] of planned.gradings.entries()) {
    const row = createGrading(seed, position, run, grading, moments, graded?.grades?.full ?? undefined);
    if (row.grades?.full != null) graded = row;
    gradings.push(row);
  }
  const grade = graded?.grades?.full ?? null;
  const addedAt = isoTime(moments.addedAt);
  const unphotographed = new SeededRandom(seed, 'userCard', position.cardIndex).chance(0.2);
  const details = realistic
    ? { ...realisticDetails(catalog, position.cardIndex, grade), ...planned.details }
    : planned.details;
  const card = shared ?? createCard(catalog, position.cardIndex, grade, details);
  return {
    card,
    userCard: {
      id,
      userId: position.userId,
      cardId: card.id,
      grade,
      grader: grade === null ? null : GRADER,
      shareSlug: shareSlug(seed, id),
      // A grading needs photographs. A raw card may have been entered by hand.
      photographed: planned.details?.photographed ?? (gradings.length > 0 || !unphotographed),
      addedAt,
      createdAt: addedAt,
      updatedAt: graded?.updatedAt ?? addedAt,
    },
    gradings,
  };
}

function createGrading(
  seed: number,
  position: CardPosition,
  run: number,
  { state, capture, wanted }: PlannedGrading,
  moments: Moments,
  previousGrade?: number,
): Grading {
  const uniqueIdentifier = firstIds.uniqueIdentifier + position.gradingIndex + run;
  const random = new SeededRandom(seed, 'grading', uniqueIdentifier);
  const submittedAt = moments.submittedAt[run] ?? moments.addedAt;
  const duration = state === 'submitted' ? 0 : Math.min(moments.longestRun, random.between(40_000, 360_000));
  const near = previousGrade === undefined ? undefined : previousGrade + random.pick([-0.5, 0, 0.5]);
  const likely = near === undefined ? undefined : Math.min(HIGHEST_GRADE, Math.max(LOWEST_GRADE, near));
  const aim = wanted ?? (capture === 'full' ? likely : undefined);
  const completed = state === 'completed' ? gradeFor(seed, uniqueIdentifier, capture, aim) : undefined;
  return {
    id: gradingId(seed, uniqueIdentifier),
    userId: position.userId,
    userCardId: firstIds.userCard + position.cardIndex,
    uniqueIdentifier,
    state,
    capture,
    plan: null,
    dueAt: null,
    grades: completed?.grades ?? null,
    modelGrade: completed?.modelGrade ?? null,
    createdAt: isoTime(submittedAt),
    updatedAt: isoTime(Math.floor(submittedAt + duration)),
  };
}
