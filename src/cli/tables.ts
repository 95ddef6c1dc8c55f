import type { Schema } from '../control/operation-types.js';
import type { Terminal } from './terminal.js';

/** Rows as columns of equal width, two blanks apart, below a head. */
export function table(
  { color }: Terminal,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [color.bold(line(head)), ...rows.map(line)].join('\n');
}

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

/** The overall grade, or the grade of the centering where the capture allows no other. */
function gradeText({ grades }: Schema<'Grading'>): string {
  if (grades === null) return '-';
  return grades.full === null ? `centering ${grades.centering}` : String(grades.full);
}

/** Deliveries as a table. */
export function deliveryTable(terminal: Terminal, deliveries: readonly Schema<'Delivery'>[]): string {
  const rows = deliveries.map((delivery) => [
    String(delivery.id),
    delivery.gradingId,
    delivery.outcome,
    delivery.state,
    String(delivery.attemptCount),
    delivery.nextAttemptAt ?? '-',
    delivery.url,
  ]);
  const head = ['DELIVERY', 'GRADING', 'OUTCOME', 'STATE', 'ATTEMPTS', 'NEXT ATTEMPT', 'URL'];
  return table(terminal, head, rows);
}

/** One delivery with its body and all its attempts. */
export function deliveryDetail(
  terminal: Terminal,
  delivery: Schema<'Delivery'>,
  attempts: readonly Schema<'Attempt'>[],
): string {
  const { id, state, outcome, gradingId, url, targetId, body, fault, nextAttemptAt } = delivery;
  const facts = [
    ['state', nextAttemptAt === null ? state : `${state}, next attempt at ${nextAttemptAt}`],
    ['grading', `${gradingId} (${outcome})`],
    ['to', targetId === null ? `${url} (no registered target)` : `${url} (target ${targetId})`],
    ['body', body],
    ...(fault === null ? [] : [['fault', fault]]),
  ];
  const rows = attempts.map((attempt) => [
    String(attempt.number),
    attempt.startedAt,
    attempt.durationMs === null ? '-' : `${attempt.durationMs} ms`,
    attempt.responseStatus === null ? '-' : String(attempt.responseStatus),
    attempt.failureDetail ?? '',
  ]);
  return [
    terminal.color.bold(`Delivery ${id}`),
    ...facts.map(([name = '', value]) => `  ${name.padEnd(8)} ${value}`),
    '',
    rows.length === 0
      ? 'No attempt yet.'
      : table(terminal, ['ATTEMPT', 'STARTED', 'DURATION', 'STATUS', 'REASON'], rows),
  ].join('\n');
}
