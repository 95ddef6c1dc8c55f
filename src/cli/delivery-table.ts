import type { Schema } from '../control/operation-types.js';
import { type Terminal, table } from './terminal.js';

/** Deliveries as a table. */
export function deliveryTable(terminal: Terminal, deliveries: readonly Schema<'Delivery'>[]): string {
  const rows = deliveries.map(({ id, gradingId, outcome, state, attemptCount, nextAttemptAt, url }) => [
    ...[String(id), gradingId, outcome, state, String(attemptCount), nextAttemptAt ?? '-', url],
  ]);
  const head = ['DELIVERY', 'GRADING', 'OUTCOME', 'STATE', 'ATTEMPTS', 'NEXT ATTEMPT', 'URL'];
  return table(terminal, head, rows);
}

/** One delivery, what it sends, and every attempt to send it. */
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
      ? 'No attempt was made yet.'
      : table(terminal, ['ATTEMPT', 'STARTED', 'TOOK', 'ANSWER', 'REASON'], rows),
  ].join('\n');
}
