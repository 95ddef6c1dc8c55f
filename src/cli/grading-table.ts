import type { Schema } from '../control/operation-types.js';
import { type Terminal, table } from './terminal.js';

/** Gradings as a table. */
export function gradingTable(terminal: Terminal, gradings: readonly Schema<'Grading'>[]): string {
  const rows = gradings.map((grading) => [
    grading.id,
    grading.state.replace('_', ' '),
    gradeText(grading),
    String(grading.userCardId),
    grading.capture,
  ]);
  return table(terminal, ['GRADING', 'STATE', 'GRADE', 'CARD', 'CAPTURE'], rows);
}

/** The overall grade; that of the centering where the capture allows no more. */
function gradeText({ grades }: Schema<'Grading'>): string {
  if (grades === null) return '-';
  return grades.full === null ? `centering ${grades.centering}` : String(grades.full);
}
