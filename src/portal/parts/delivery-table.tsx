import type { Attempt } from '../../store/attempts.js';
import type { Delivery } from '../../store/deliveries.js';
import type { Outcome } from '../../store/webhook-targets.js';
import { maskedUrl } from '../../webhooks/target-url.js';
import { Empty } from './empty.js';
import { shortId } from './grading-text.js';
import { Moment } from './moment.js';

/** The outcome of a grading in its webhooks. */
export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  return <span class={`badge ${outcome === 'success' ? 'good' : 'bad'}`}>{outcome}</span>;
}

const stateWords = {
  pending: ['Waiting', 'warn'],
  sending: ['Sending', 'live'],
  delivered: ['Delivered', 'good'],
  cancelled: ['Cancelled', ''],
  dropped: ['Dropped', 'bad'],
} as const;

/** The state of a delivery. A pending one that has failed before is retrying. */
export function DeliveryState({ state, attemptCount }: Pick<Delivery, 'state' | 'attemptCount'>) {
  const [name, tone] = stateWords[state];
  return <span class={`badge ${tone}`}>{state === 'pending' && attemptCount > 0 ? 'Retrying' : name}</span>;
}

/** The result of an attempt in a few words. */
export function attemptResult({ responseStatus, failure, durationMs }: Attempt): string {
  if (responseStatus !== null) return String(responseStatus);
  if (failure !== null) return failure;
  return durationMs === null ? 'in progress' : 'no response';
}

interface DeliveriesProps {
  deliveries: readonly Delivery[];
  nowMs: number;
  /** Whether each row names its grading. Default: true. */
  withGrading?: boolean;
  /** The id of the form that acts on selected deliveries. Default: none can be selected. */
  selectionForm?: string;
  empty: string;
}

/** A table of deliveries, with links to their attempts. */
export function Deliveries({ deliveries, nowMs, withGrading = true, selectionForm, empty }: DeliveriesProps) {
  if (deliveries.length === 0) return <Empty title="No deliveries yet">{empty}</Empty>;
  return (
    <div class="scroll">
      <table class="cards-when-narrow">
        <thead>
          <tr>
            <th scope="col">Delivery</th>
            <th scope="col">State</th>
            <th scope="col">Outcome</th>
            <th scope="col">To</th>
            {withGrading && <th scope="col">Grading</th>}
            <th scope="col">Attempts</th>
            <th scope="col">Next try</th>
            <th scope="col">Created</th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <tr key={delivery.id}>
              <th scope="row">
                {selectionForm && (
                  <input
                    id={`select-${delivery.id}`}
                    type="checkbox"
                    name="id"
                    value={delivery.id}
                    form={selectionForm}
                    aria-label={`Select delivery ${delivery.id}`}
                  />
                )}{' '}
                <a id={`delivery-${delivery.id}`} href={`/dashboard/webhooks/deliveries/${delivery.id}`}>
                  #{delivery.id}
                </a>
                {delivery.fault && <span class="badge warn">{delivery.fault}</span>}
              </th>
              <td>
                <DeliveryState {...delivery} />
              </td>
              <td>
                <OutcomeBadge outcome={delivery.outcome} />
              </td>
              <td class="url">
                <bdi>{maskedUrl(delivery.url)}</bdi>
              </td>
              {withGrading && (
                <td data-label="Grading">
                  <a id={`grading-of-${delivery.id}`} href={`/dashboard/gradings/${delivery.gradingId}`}>
                    <code>{shortId(delivery.gradingId)}</code>
                  </a>
                </td>
              )}
              <td data-label="Attempts">{delivery.attemptCount}</td>
              <td data-label="Next try" class="nowrap">
                {delivery.nextAttemptAt === null ? (
                  <span class="faint">None</span>
                ) : (
                  <Moment at={delivery.nextAttemptAt} nowMs={nowMs} />
                )}
              </td>
              <td data-label="Created" class="nowrap">
                <Moment at={delivery.createdAt} nowMs={nowMs} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
