import type { SqlValue } from './database.js';
import type { Outcome } from './webhook-targets.js';

/**
 * The state of a delivery. `pending`: waits for its next attempt. `cancelled`: its target was deleted. `dropped`: a fault
 * suppressed it.
 */
export type DeliveryState = 'pending' | 'sending' | 'delivered' | 'cancelled' | 'dropped';

/** The states of a delivery, where a pending one is `waiting` for its first attempt or `retrying`. */
export const deliveryPhases = [
  'waiting',
  'retrying',
  'sending',
  'delivered',
  'cancelled',
  'dropped',
] as const;
export type DeliveryPhase = (typeof deliveryPhases)[number];

/** What deliveries must have. What is undefined matches everything. */
export interface DeliveryFilter {
  userId?: number | undefined;
  gradingId?: string | undefined;
  targetId?: number | undefined;
  outcome?: Outcome | undefined;
  url?: string | undefined;
  state?: DeliveryState | undefined;
  phase?: DeliveryPhase | undefined;
  /** The earliest `createdAt`. */
  createdFrom?: string | undefined;
  /** A text in the URL, the body, the message id or the fault; the case does not matter. */
  text?: string | undefined;
  /** Returns only deliveries with a lower id: the next page. */
  beforeId?: number | undefined;
}

/** The phase of a row, as SQL. */
export const phaseColumn = `CASE WHEN state <> 'pending' THEN state WHEN attempt_count > 0 THEN 'retrying'
  ELSE 'waiting' END`;

/** The condition of a filter, as SQL with its values; `WHERE` included unless everything matches. */
export function deliveryCondition(filter: DeliveryFilter): { where: string; values: SqlValue[] } {
  const pattern = filter.text === undefined ? undefined : `%${escapeLike(filter.text.toLowerCase())}%`;
  const conditions: [string, SqlValue | undefined][] = [
    ['user_id = ?', filter.userId],
    ['grading_id = ?', filter.gradingId],
    ['target_id = ?', filter.targetId],
    ['outcome = ?', filter.outcome],
    ['url = ?', filter.url],
    ['state = ?', filter.state],
    [`${phaseColumn} = ?`, filter.phase],
    ['created_at >= ?', filter.createdFrom],
    [
      `LOWER(url || ' ' || body || ' ' || message_id || ' ' || COALESCE(fault, '')) LIKE ? ESCAPE '\\'`,
      pattern,
    ],
    ['id < ?', filter.beforeId],
  ];
  const used = conditions.filter((condition): condition is [string, SqlValue] => condition[1] !== undefined);
  return {
    where: used.length === 0 ? '' : `WHERE ${used.map(([condition]) => condition).join(' AND ')}`,
    values: used.map(([, value]) => value),
  };
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
