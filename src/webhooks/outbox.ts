import type { Delivery, NewDelivery } from '../store/deliveries.js';
import type { WebhookFault, WebhookTweak } from '../store/gradings.js';
import type { Tables } from '../store/store.js';
import type { Outcome } from '../store/webhook-targets.js';
import { messageIdOf, webhookBody } from './payload.js';

/** A grading that ended. Its user's targets receive a webhook. */
export interface GradingEvent {
  userId: number;
  gradingId: string;
  outcome: Outcome;
  /** When it ended, ISO 8601. */
  at: string;
  tweak?: WebhookTweak | undefined;
}

/** Changes deliveries before they are stored, as faults do. `ownFaults` has the faults of single deliveries. */
export type DeliveryFilter = (
  tables: Tables,
  deliveries: NewDelivery[],
  ownFaults: ReadonlyMap<NewDelivery, WebhookFault>,
) => Promise<NewDelivery[]>;

/**
 * Stores the deliveries of events in the transaction that stores the events: one for each of the user's targets with the
 * outcome (contract §8), due now. `shuffled` changes the order of those with the option `shuffle`.
 */
export async function enqueue(
  tables: Tables,
  events: readonly GradingEvent[],
  shuffled: (deliveries: NewDelivery[]) => NewDelivery[],
  filter: DeliveryFilter,
): Promise<Delivery[]> {
  const ordered: NewDelivery[] = [];
  const toShuffle: NewDelivery[] = [];
  const ownFaults = new Map<NewDelivery, WebhookFault>();
  for (const event of events) {
    const deliveries = await deliveriesOf(tables, event);
    const { shuffle = false, fault } = event.tweak ?? {};
    (shuffle ? toShuffle : ordered).push(...deliveries);
    if (fault !== undefined) for (const delivery of deliveries) ownFaults.set(delivery, fault);
  }
  return tables.deliveries.add(await filter(tables, [...ordered, ...shuffled(toShuffle)], ownFaults));
}

async function deliveriesOf(tables: Tables, event: GradingEvent): Promise<NewDelivery[]> {
  const { to, targetId, duplicates = 0 } = event.tweak ?? {};
  if (to !== undefined) return copies(deliveryTo(event, to, null), duplicates);
  const targets = await tables.webhookTargets.list(event.userId);
  return targets
    .filter((target) => (targetId === undefined ? target.outcome === event.outcome : target.id === targetId))
    .flatMap(({ id, url }) => copies(deliveryTo(event, url, id), duplicates));
}

function deliveryTo(event: GradingEvent, url: string, targetId: number | null): NewDelivery {
  const { userId, gradingId, outcome, at, tweak } = event;
  return {
    messageId: messageIdOf(gradingId, outcome),
    userId,
    targetId,
    url,
    gradingId,
    outcome,
    body: webhookBody(gradingId, outcome, tweak?.overrides, tweak?.additions),
    fault: null,
    state: 'pending',
    nextAttemptAt: at,
    createdAt: at,
  };
}

function copies(delivery: NewDelivery, duplicates: number): NewDelivery[] {
  return Array.from({ length: 1 + duplicates }, () => delivery);
}
