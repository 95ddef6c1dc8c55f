import type { AttemptFailure } from '../store/attempts.js';
import type { GradingState } from '../store/gradings.js';
import type { EndedAttempt } from '../webhooks/attempt-log.js';

/** Something that was due while the clock was moved; `at` is its instant, ISO 8601. */
export type SettledEvent =
  | { at: string; kind: 'grading_moved'; gradingId: string; state: GradingState }
  | {
      at: string;
      kind: 'webhook_attempted';
      deliveryId: number;
      gradingId: string;
      url: string;
      number: number;
      status: number | null;
      failure: AttemptFailure | null;
      /** When the next attempt is due; null when the delivery is over. */
      nextAttemptAt: string | null;
    }
  | { at: string; kind: 'image_links_expired'; count: number };

/** The event of an attempt. */
export function attemptedEvent({
  at,
  deliveryId,
  gradingId,
  url,
  number,
  result,
  nextAttemptAt,
}: EndedAttempt): SettledEvent {
  const { responseStatus: status, failure } = result;
  return {
    at,
    kind: 'webhook_attempted',
    deliveryId,
    gradingId,
    url,
    number,
    status,
    failure,
    nextAttemptAt,
  };
}

/** Compares events by instant; at one instant gradings come before their webhooks, and these by delivery. */
export function inOrder(a: SettledEvent, b: SettledEvent): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
  return a.kind === 'webhook_attempted' && b.kind === 'webhook_attempted' ? a.deliveryId - b.deliveryId : 0;
}
