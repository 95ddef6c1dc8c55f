import type { Capture, Grades } from '../store/gradings.js';
import { HIGHEST_GRADE, LOWEST_GRADE } from './grades.js';
import { SeededRandom } from './seeded-random.js';

const MODEL_VERSION = 'shoebox-grader-3.2.1';

const defects = {
  corners: ['whitening', 'fraying', 'rounding', 'ding'],
  edges: ['chipping', 'whitening', 'roughness', 'nick'],
  surface: ['scratch', 'print line', 'dimple', 'stain'],
} as const;

type Part = keyof typeof defects;

/**
 * Returns the value of `model_grade` (contract §5): the score of each part before rounding, the borders and the defects.
 * The content of the real object is not published and partners should not read it. These fields are invented.
 */
export function createModelGrade(
  seed: number,
  uniqueIdentifier: number,
  capture: Capture,
  grades: Grades,
): Record<string, unknown> {
  const random = new SeededRandom(seed, 'modelGrade', uniqueIdentifier);
  return {
    model_version: MODEL_VERSION,
    capture: capture === 'full' ? 'multi_view' : 'two_image',
    confidence: round(random.between(0.86, 0.99), 3),
    centering: score(random, grades.centering),
    corners: score(random, grades.corners),
    edges: score(random, grades.edges),
    surface: score(random, grades.surface),
    full: score(random, grades.full),
    borders: grades.centering === null ? null : borders(random, grades.centering),
    defects: (['corners', 'edges', 'surface'] as const).flatMap((part) =>
      defectsOf(random, part, grades[part]),
    ),
  };
}

/** Returns a score that rounds to this grade. */
function score(random: SeededRandom, grade: number | null): number | null {
  if (grade === null) return null;
  return round(Math.min(HIGHEST_GRADE, Math.max(LOWEST_GRADE, grade + random.between(-0.24, 0.24))), 2);
}

/** Returns the widths of opposite borders in percent. A lower centering grade means a larger difference. */
function borders(random: SeededRandom, grade: number): Record<string, unknown> {
  const worst = 50 + Math.round((HIGHEST_GRADE - grade) * 3.5);
  const best = random.integer(50, worst);
  const [leftRight, topBottom] = random.chance(0.5) ? [worst, best] : [best, worst];
  return {
    left_right: `${leftRight}/${100 - leftRight}`,
    top_bottom: `${topBottom}/${100 - topBottom}`,
  };
}

/** Returns the defects of a part: more for a lower grade, none for a 10. `x` and `y` are fractions of width and height. */
function defectsOf(random: SeededRandom, part: Part, grade: number | null): Record<string, unknown>[] {
  const count = grade === null ? 0 : Math.min(4, Math.floor((HIGHEST_GRADE - grade) / 1.5));
  return Array.from({ length: count }, () => ({
    part,
    kind: random.pick(defects[part]),
    side: random.chance(0.6) ? 'front' : 'back',
    x: round(random.fraction(), 3),
    y: round(random.fraction(), 3),
    severity: round(random.between(0.1, 0.9), 2),
  }));
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
