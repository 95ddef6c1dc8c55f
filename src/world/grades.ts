import type { Capture, Grades } from '../store/gradings.js';
import { SeededRandom } from './seeded-random.js';

/** A requested grade that is not possible. The message gives the reason. */
export class InvalidGradeError extends Error {
  readonly code = 'invalid_grade';
  override readonly name = 'InvalidGradeError';
}

export const LOWEST_GRADE = 1;
export const HIGHEST_GRADE = 10;

/** Returns whether a number is a grade: 1 to 10 in half steps (contract §5). */
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

/** Returns the overall grade for subgrades: the weighted mean in half steps, at most one above the lowest subgrade. */
export function fullGrade(subgrades: Subgrades): number {
  const mean = parts.reduce((sum, part) => sum + subgrades[part] * weights[part], 0);
  const lowest = Math.min(...parts.map((part) => subgrades[part]));
  // Rounds the sum first, since floating-point arithmetic can turn 8.25 into 8.249999.
  return Math.min(Math.round(Math.round(mean * 1000) / 500) / 2, lowest + 1);
}

/** How often each overall grade occurs. */
const overall = [
  { grade: 10, weight: 6 },
  { grade: 9.5, weight: 12 },
  { grade: 9, weight: 20 },
  { grade: 8.5, weight: 18 },
  { grade: 8, weight: 14 },
  { grade: 7.5, weight: 9 },
  { grade: 7, weight: 7 },
  { grade: 6, weight: 5 },
  { grade: 5, weight: 3 },
  { grade: 4, weight: 2 },
  { grade: 3, weight: 1.5 },
  { grade: 1.5, weight: 1 },
];

/**
 * Returns the grades of the grading with this `unique_identifier`: random ones that depend on the seed, or the `wanted`
 * overall grade with matching subgrades. A two-image capture has a centering grade only (contract §5).
 * Throws InvalidGradeError when `wanted` is not a grade, or when the capture cannot have an overall grade.
 */
export function createGrades(
  seed: number,
  uniqueIdentifier: number,
  capture: Capture,
  wanted?: number,
): Grades {
  if (wanted !== undefined) assertPossible(capture, wanted);
  const random = new SeededRandom(seed, 'grades', uniqueIdentifier);
  const full = wanted ?? random.pickWeighted(overall).grade;
  const subgrades = vary(random, { centering: full, corners: full, edges: full, surface: full });
  if (capture === 'two-image') {
    return { centering: subgrades.centering, corners: null, edges: null, surface: null, full: null };
  }
  return { ...subgrades, full };
}

function assertPossible(capture: Capture, wanted: number): void {
  if (!isGrade(wanted)) {
    throw new InvalidGradeError(`${wanted} is not a grade: a grade is 1 to 10 in half steps, such as 8.5.`);
  }
  if (capture === 'two-image') {
    throw new InvalidGradeError(
      `A two-image capture has no overall grade, so the grade ${wanted} is not possible: omit the grade, or use a full capture.`,
    );
  }
}

const steps = [-1, -0.5, -0.5, 0.5, 0.5, 1];
const VARIATIONS = 6;

/** Changes subgrades at random without changing their overall grade. */
function vary(random: SeededRandom, start: Subgrades): Subgrades {
  const full = fullGrade(start);
  let subgrades = start;
  for (let count = 0; count < VARIATIONS; count += 1) {
    const part = random.pick(parts);
    const moved = { ...subgrades, [part]: subgrades[part] + random.pick(steps) };
    if (isGrade(moved[part]) && fullGrade(moved) === full) subgrades = moved;
  }
  return subgrades;
}
