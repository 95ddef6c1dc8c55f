import { createHash } from 'node:crypto';
import { instantText } from '../clock.js';
import type { NewDelivery } from '../store/deliveries.js';
import type { WebhookFault } from '../store/gradings.js';

/**
 * The deliveries that faults make of a planned one; each names the faults that changed it. `lastWaits`: whether the
 * previous delivery to the same target waits to be overtaken (`reorder`). Kinds for calls change nothing.
 */
export function applyToDelivery(
  delivery: NewDelivery,
  faults: readonly WebhookFault[],
  lastWaits = false,
): NewDelivery[] {
  let deliveries = [delivery];
  for (const { kind, options } of faults) {
    deliveries = deliveries.flatMap((each) => applyOne(each, kind, options, lastWaits));
  }
  return deliveries;
}

function applyOne(
  delivery: NewDelivery,
  kind: string,
  { delay = 0, times = 1 }: WebhookFault['options'],
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
    case 'unknown-grading': {
      const body = withField(delivery.body, 'grading_session_id', unknownId(delivery.gradingId));
      return [{ ...delivery, fault, body }];
    }
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

/** A dropped delivery has no next attempt to delay. */
function later(delivery: NewDelivery, delayMs: number): NewDelivery {
  const { nextAttemptAt } = delivery;
  if (nextAttemptAt === null) return delivery;
  return { ...delivery, nextAttemptAt: instantText(Date.parse(nextAttemptAt) + delayMs) };
}

function withField(body: string, name: string, value: string): string {
  const parsed: Record<string, unknown> = JSON.parse(body);
  return JSON.stringify({ ...parsed, [name]: value });
}

/** A version 4 UUID that no grading has. The same grading always gives the same one. */
function unknownId(gradingId: string): string {
  const hex = createHash('sha256').update(`unknown grading ${gradingId}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
