import type { Capture, Grades } from '../store/gradings.js';
import { createGrades } from './grades.js';
import { createModelGrade } from './model-grade.js';

/** The result of a completed grading. */
export interface GradingResult {
  grades: Grades;
  modelGrade: Record<string, unknown>;
}

/** Returns the result of a completed grading. For `wanted` and for errors see createGrades. */
export function gradeFor(
  seed: number,
  uniqueIdentifier: number,
  capture: Capture,
  wanted?: number,
): GradingResult {
  const grades = createGrades(seed, uniqueIdentifier, capture, wanted);
  return { grades, modelGrade: createModelGrade(seed, uniqueIdentifier, capture, grades) };
}
