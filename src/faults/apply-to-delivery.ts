import { createHash } from 'node:crypto';
import type { NewDelivery } from '../store/deliveries.js';
import type { Fault } from '../store/faults.js';

/**
 * What becomes of a planned delivery under the faults that strike it: none, one or more deliveries, each of which names
 * the faults that changed it. `lastWaits` tells whether the delivery before it, to the same target, waits for it to
 * overtake (`reorder`). Kinds that are no webhook's change nothing.
 */
export function disturbDelivery(
  delivery: NewDelivery,
  faults: readonly Fault[],
  lastWaits = false,
): NewDelivery[] {
  let disturbed = [delivery];
  for (const { kind, options } of faults) {
    disturbed = disturbed.flatMap((each) => disturb(each, kind, options, lastWaits));
  }
  return disturbed;
}

function disturb(
  delivery: NewDelivery,
  kind: string,
  { delay = 0, times = 1 }: Fault['options'],
  lastWaits: boolean,
): NewDelivery[] {
  const fault = delivery.fault === null ? kind : `${delivery.fault} + ${kind}`;
  switch (kind) {
    case 'duplicate':
      return Array.from({ length: times }, () => ({ ...delivery, fault }));
    case 'delay':
      return [{ ...later(delivery, delay), fault }];
    case 'reorder':
      return lastWaits ? [delivery] : [{ ...later(delivery, delay), fault }];
    case 'drop':
      return [{ ...delivery, fault, state: 'dropped', nextAttemptAt: null }];
    case 'unknown-grading':
      return [
        {
          ...delivery,
          fault,
          body: withField(delivery.body, 'grading_session_id', otherId(delivery.gradingId)),
        },
      ];
    case 'wrong-outcome': {
      const outcome = delivery.outcome === 'success' ? 'failure' : 'success';
      return [{ ...delivery, fault, body: withField(delivery.body, 'outcome', outcome) }];
    }
    case 'corrupted-body':
      return [{ ...delivery, fault, body: delivery.body.slice(0, Math.floor(delivery.body.length / 2)) }];
    default:
      return [delivery];
  }
}

/** A dropped delivery has no next attempt that could be put off. */
function later(delivery: NewDelivery, delayMs: number): NewDelivery {
  const { nextAttemptAt } = delivery;
  if (nextAttemptAt === null) return delivery;
  return { ...delivery, nextAttemptAt: new Date(Date.parse(nextAttemptAt) + delayMs).toISOString() };
}

function withField(body: string, name: string, value: string): string {
  const parsed: Record<string, unknown> = JSON.parse(body);
  return JSON.stringify({ ...parsed, [name]: value });
}

/** A version 4 UUID that no grading has; the same for the same grading. */
function otherId(gradingId: string): string {
  const hex = createHash('sha256').update(`unknown session ${gradingId}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
