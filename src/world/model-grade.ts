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
 * The pipeline's internals for grades, which the API serves as `model_grade` (contract §5): the model's score of each
 * part before it became a half step, and what it saw. What the real object holds is not published and partners should
 * not read it: these are plausible names in the wire's spelling, no promise.
 */
export function createModelGrade(
  seed: number,
  uniqueIdentifier: number,
  capture: Capture,
  grades: Grades,
): Record<string, unknown> {
  const draw = new SeededRandom(seed, 'modelGrade', uniqueIdentifier);
  return {
    model_version: MODEL_VERSION,
    capture: capture === 'full' ? 'multi_view' : 'two_image',
    confidence: round(draw.between(0.86, 0.99), 3),
    centering: score(draw, grades.centering),
    corners: score(draw, grades.corners),
    edges: score(draw, grades.edges),
    surface: score(draw, grades.surface),
    full: score(draw, grades.full),
    borders: grades.centering === null ? null : borders(draw, grades.centering),
    defects: (['corners', 'edges', 'surface'] as const).flatMap((part) => marks(draw, part, grades[part])),
  };
}

/** A score that becomes this grade when it is rounded to a half step. */
function score(draw: SeededRandom, grade: number | null): number | null {
  if (grade === null) return null;
  return round(Math.min(HIGHEST_GRADE, Math.max(LOWEST_GRADE, grade + draw.between(-0.24, 0.24))), 2);
}

/** How the border is shared out, in percent: the further from the middle, the lower the grade for centering. */
function borders(draw: SeededRandom, grade: number): Record<string, unknown> {
  const worst = 50 + Math.round((HIGHEST_GRADE - grade) * 3.5);
  const best = draw.integer(50, worst);
  const [leftRight, topBottom] = draw.chance(0.5) ? [worst, best] : [best, worst];
  return {
    left_right: `${leftRight}/${100 - leftRight}`,
    top_bottom: `${topBottom}/${100 - topBottom}`,
  };
}

/** Marks of damage: none on a flawless part, more the lower its grade; places are shares of width and height. */
function marks(draw: SeededRandom, part: Part, grade: number | null): Record<string, unknown>[] {
  const count = grade === null ? 0 : Math.min(4, Math.floor((HIGHEST_GRADE - grade) / 1.5));
  return Array.from({ length: count }, () => ({
    part,
    kind: draw.pick(defects[part]),
    side: draw.chance(0.6) ? 'front' : 'back',
    x: round(draw.fraction(), 3),
    y: round(draw.fraction(), 3),
    severity: round(draw.between(0.1, 0.9), 2),
  }));
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
