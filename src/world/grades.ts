import type { Capture, Grades } from '../store/gradings.js';
import { SeededRandom } from './seeded-random.js';

/** A wanted grade that no grading can end with; the message says why. */
export class InvalidGradeError extends Error {
  readonly code = 'invalid_grade';
  override readonly name = 'InvalidGradeError';
}

export const LOWEST_GRADE = 1;
export const HIGHEST_GRADE = 10;

/** Whether a number is a grade: from 1 to 10 in half steps (contract §5). */
export function isGrade(value: number): boolean {
  return value >= LOWEST_GRADE && value <= HIGHEST_GRADE && Number.isInteger(value * 2);
}

export interface Subgrades {
  centering: number;
  corners: number;
  edges: number;
  surface: number;
}

const weights: Subgrades = { centering: 0.2, corners: 0.3, edges: 0.2, surface: 0.3 };
const parts = ['centering', 'corners', 'edges', 'surface'] as const;

/** The overall grade that subgrades give: their weighted mean in half steps, at most one above the lowest of them. */
export function fullGrade(subgrades: Subgrades): number {
  const mean = parts.reduce((sum, part) => sum + subgrades[part] * weights[part], 0);
  const lowest = Math.min(...parts.map((part) => subgrades[part]));
  // The sum is rounded first: 8.25 must not become 8.249999 on its way to a half step.
  return Math.min(Math.round(Math.round(mean * 1000) / 500) / 2, lowest + 1);
}

const overall = [
  ...[
    { grade: 10, weight: 6 },
    { grade: 9.5, weight: 12 },
    { grade: 9, weight: 20 },
    { grade: 8.5, weight: 18 },
  ],
  ...[
    { grade: 8, weight: 14 },
    { grade: 7.5, weight: 9 },
    { grade: 7, weight: 7 },
    { grade: 6, weight: 5 },
  ],
  ...[
    { grade: 5, weight: 3 },
    { grade: 4, weight: 2 },
    { grade: 3, weight: 1.5 },
    { grade: 1.5, weight: 1 },
  ],
];

/**
 * The grades with which the grading of this `unique_identifier` ends: those of the seed, or the `wanted` overall grade
 * with subgrades that fit it. A two-image capture has a centering grade only (contract §5).
 * Throws InvalidGradeError when `wanted` is no grade, or when the capture cannot have an overall grade.
 */
export function createGrades(
  seed: number,
  uniqueIdentifier: number,
  capture: Capture,
  wanted?: number,
): Grades {
  if (wanted !== undefined) refuseImpossible(capture, wanted);
  const draw = new SeededRandom(seed, 'grades', uniqueIdentifier);
  const full = wanted ?? draw.pickWeighted(overall).grade;
  const subgrades = vary(draw, { centering: full, corners: full, edges: full, surface: full });
  if (capture === 'two-image') {
    return { centering: subgrades.centering, corners: null, edges: null, surface: null, full: null };
  }
  return { ...subgrades, full };
}

function refuseImpossible(capture: Capture, wanted: number): void {
  if (!isGrade(wanted)) {
    throw new InvalidGradeError(
      `The grade ${wanted} does not exist: give one from 1 to 10 in half steps, such as 8.5.`,
    );
  }
  if (capture === 'two-image') {
    throw new InvalidGradeError(
      `A two-image capture gets no overall grade, so it cannot end with ${wanted}: leave the grade out, or use a full capture.`,
    );
  }
}

const steps = [-1, -0.5, -0.5, 0.5, 0.5, 1];
const VARIATIONS = 6;

/** Moves subgrades up and down as long as their overall grade stays as it is. */
function vary(draw: SeededRandom, start: Subgrades): Subgrades {
  const full = fullGrade(start);
  let subgrades = start;
  for (let count = 0; count < VARIATIONS; count += 1) {
    const part = draw.pick(parts);
    const moved = { ...subgrades, [part]: subgrades[part] + draw.pick(steps) };
    if (isGrade(moved[part]) && fullGrade(moved) === full) subgrades = moved;
  }
  return subgrades;
}
