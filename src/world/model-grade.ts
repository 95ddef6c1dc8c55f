import type { Capture, Grades } from '../store/gradings.js';
import { Draw } from './draw.js';

const MODEL_VERSION = 'shoebox-grader-3.2.1';

const defects = {
  corners: ['whitening', 'fraying', 'rounding', 'ding'],
  edges: ['chipping', 'whitening', 'roughness', 'nick'],
  surface: ['scratch', 'print line', 'dimple', 'stain'],
} as const;

type Part = keyof typeof defects;

/**
 * The pipeline's internals for grades, which the API serves as `model_grade` (contract §5). What stands in the real
 * object is not published and partners should not read it: these are plausible names in the wire's spelling, no promise.
 */
export function createModelGrade(
  seed: number,
  uniqueIdentifier: number,
  capture: Capture,
  grades: Grades,
): Record<string, unknown> {
  const draw = new Draw(seed, 'modelGrade', uniqueIdentifier);
  const confidence = round(draw.between(0.86, 0.99), 3);
  const centering = centeringOf(draw, grades.centering ?? 1);
  return {
    model_version: MODEL_VERSION,
    capture: capture === 'full' ? 'multi_view' : 'two_image',
    confidence,
    centering,
    corners: sides(draw, grades.corners, ['top_left', 'top_right', 'bottom_left', 'bottom_right']),
    edges: sides(draw, grades.edges, ['top', 'right', 'bottom', 'left']),
    surface: sides(draw, grades.surface, ['print', 'gloss']),
    defects: (['corners', 'edges', 'surface'] as const).flatMap((part) => marks(draw, part, grades[part])),
  };
}

/** Shares of the border, in percent: the further from the middle, the lower the grade. */
function centeringOf(draw: Draw, grade: number): Record<string, unknown> {
  const worst = 50 + Math.round((10 - grade) * 3.5);
  const best = draw.integer(50, worst);
  const [leftRight, topBottom] = draw.chance(0.5) ? [worst, best] : [best, worst];
  return {
    grade: round(grade, 2),
    left_right: `${leftRight}/${100 - leftRight}`,
    top_bottom: `${topBottom}/${100 - topBottom}`,
  };
}

/** A score for each place on the front and the back, near the part's grade. */
function sides(draw: Draw, grade: number | null, places: readonly string[]): Record<string, unknown> | null {
  if (grade === null) return null;
  const scores = (): Record<string, number> => {
    const side: Record<string, number> = {};
    for (const place of places)
      side[place] = round(Math.min(10, Math.max(1, grade + draw.between(-0.3, 0.45))), 2);
    return side;
  };
  return { front: scores(), back: scores() };
}

/** Marks of damage: none on a flawless part, more the lower its grade; places are shares of width and height. */
function marks(draw: Draw, part: Part, grade: number | null): Record<string, unknown>[] {
  const count = grade === null ? 0 : Math.min(4, Math.floor((10 - grade) / 1.5));
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
