import type { Capture, Grades } from '../store/gradings.js';
import { createGrades } from './grades.js';
import { createModelGrade } from './model-grade.js';

/** What a completed grading holds. */
export interface Graded {
  grades: Grades;
  modelGrade: Record<string, unknown>;
}

/** All that the pipeline writes when it completes a grading; see createGrades for `wanted` and for what it throws. */
export function gradeFor(seed: number, uniqueIdentifier: number, capture: Capture, wanted?: number): Graded {
  const grades = createGrades(seed, uniqueIdentifier, capture, wanted);
  return { grades, modelGrade: createModelGrade(seed, uniqueIdentifier, capture, grades) };
}
