import type { Delivery, NewDelivery } from '../store/deliveries.js';
import type { Tables } from '../store/store.js';
import type { Outcome } from '../store/webhook-targets.js';
import { messageIdOf, webhookBody } from './payload.js';

/** A grading that ended, to be told to the targets of its user. */
export interface GradingEvent {
  userId: number;
  gradingId: string;
  outcome: Outcome;
  /** When it ended, ISO 8601. */
  at: string;
}

/** Changes the deliveries of one event before they are written, as faults do. */
export type DeliveryFilter = (tables: Tables, deliveries: NewDelivery[]) => Promise<NewDelivery[]>;

/** The deliveries of an event: one for each of the user's targets with that outcome (contract §8), due at once. */
export async function deliveriesOf(tables: Tables, event: GradingEvent): Promise<NewDelivery[]> {
  const targets = await tables.webhookTargets.list(event.userId);
  return targets
    .filter(({ outcome }) => outcome === event.outcome)
    .map(({ id, url }) => deliveryTo(event, url, id));
}

/** The delivery of an event to one address. */
export function deliveryTo(event: GradingEvent, url: string, targetId: number | null): NewDelivery {
  const { userId, gradingId, outcome, at } = event;
  return {
    messageId: messageIdOf(gradingId, outcome),
    ...{ userId, targetId, url, gradingId, outcome },
    body: webhookBody(gradingId, outcome),
    fault: null,
    state: 'pending',
    nextAttemptAt: at,
    createdAt: at,
  };
}

/** Writes the deliveries of an event into the outbox, in the transaction that made the event. */
export async function enqueue(
  tables: Tables,
  event: GradingEvent,
  filter: DeliveryFilter,
): Promise<Delivery[]> {
  return tables.deliveries.add(await filter(tables, await deliveriesOf(tables, event)));
}
