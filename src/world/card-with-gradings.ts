import type { CatalogCard, UserCard } from '../store/cards.js';
import type { Grading } from '../store/gradings.js';
import { createCard } from './card.js';
import type { Catalog } from './catalog.js';
import { gradeFor } from './grade-for.js';
import { HIGHEST_GRADE, LOWEST_GRADE } from './grades.js';
import { firstIds, gradingId, shareSlug } from './ids.js';
import type { PlannedCard, PlannedGrading } from './plan.js';
import { SeededRandom } from './seeded-random.js';
import { isoTime, type Moments } from './timeline.js';

/** The grader of every card that CHCK has graded (contract §6). */
export const GRADER = 'chck';

/** Where a card stands: whose it is, which one it is, and which gradings come next. */
export interface Place {
  userId: number;
  cardIndex: number;
  gradingIndex: number;
}

/** The rows of one card: its catalog card, the user's copy, its gradings. */
export interface CardRows {
  card: CatalogCard;
  userCard: UserCard;
  gradings: Grading[];
}

/** The rows of a planned card; `shared` is the catalog card of which it is another copy, if it is one. */
export function createCardRows(
  catalog: Catalog,
  place: Place,
  planned: PlannedCard,
  moments: Moments,
  shared?: CatalogCard,
): CardRows {
  const { seed } = catalog;
  const id = firstIds.userCard + place.cardIndex;
  const gradings: Grading[] = [];
  let graded: Grading | undefined;
  for (const [run, grading] of planned.gradings.entries()) {
    const row = createGrading(seed, place, run, grading, moments, graded?.grades?.full ?? undefined);
    if (row.grades?.full != null) graded = row;
    gradings.push(row);
  }
  const grade = graded?.grades?.full ?? null;
  const addedAt = isoTime(moments.addedAt);
  const unphotographed = new SeededRandom(seed, 'userCard', place.cardIndex).chance(0.2);
  const card = shared ?? createCard(catalog, place.cardIndex, grade, planned.details);
  return {
    card,
    userCard: {
      ...{ id, userId: place.userId, cardId: card.id, grade, grader: grade === null ? null : GRADER },
      shareSlug: shareSlug(seed, id),
      // A grading begins with photographs; a raw card may have been typed in.
      photographed: planned.details?.photographed ?? (gradings.length > 0 || !unphotographed),
      ...{ addedAt, createdAt: addedAt, updatedAt: graded?.updatedAt ?? addedAt },
    },
    gradings,
  };
}

function createGrading(
  seed: number,
  place: Place,
  run: number,
  { state, capture, wanted }: PlannedGrading,
  moments: Moments,
  before?: number,
): Grading {
  const uniqueIdentifier = firstIds.uniqueIdentifier + place.gradingIndex + run;
  const draw = new SeededRandom(seed, 'grading', uniqueIdentifier);
  const submittedAt = moments.submittedAt[run] ?? moments.addedAt;
  const duration = state === 'submitted' ? 0 : Math.min(moments.longestRun, draw.between(40_000, 360_000));
  const near = before === undefined ? undefined : before + draw.pick([-0.5, 0, 0.5]);
  const expected = near === undefined ? undefined : Math.min(HIGHEST_GRADE, Math.max(LOWEST_GRADE, near));
  const aim = wanted ?? (capture === 'full' ? expected : undefined);
  const completed = state === 'completed' ? gradeFor(seed, uniqueIdentifier, capture, aim) : undefined;
  return {
    ...{ id: gradingId(seed, uniqueIdentifier), userId: place.userId },
    ...{ userCardId: firstIds.userCard + place.cardIndex, uniqueIdentifier, state, capture },
    ...{ plan: null, dueAt: null },
    ...{ grades: completed?.grades ?? null, modelGrade: completed?.modelGrade ?? null },
    ...{ createdAt: isoTime(submittedAt), updatedAt: isoTime(Math.floor(submittedAt + duration)) },
  };
}
