import { ConflictError, NotFoundError } from '../../errors.js';
import type { DeliveryService } from '../../services/deliveries.js';
import type { Delivery } from '../../store/deliveries.js';
import type { PageRequest, PortalRoute } from '../page.js';
import type { PortalDependencies } from '../portal-dependencies.js';

const HOME = '/dashboard/webhooks';
const actions = ['retry', 'resend', 'cancel'] as const;
type Action = (typeof actions)[number];

const doneWords: Record<Action, string> = {
  retry: 'is tried now',
  resend: 'is sent again',
  cancel: 'is cancelled',
};
const refusedWords: Record<Action, string> = {
  retry: 'waits for no attempt',
  resend: 'has a target that was deleted',
  cancel: 'has finished already',
};

/** Acts on deliveries: on those selected in the list, or on one of its own page. */
export function deliveryActions({ services: { deliveries } }: PortalDependencies): PortalRoute[] {
  return [
    {
      method: 'post',
      path: '/webhooks/deliveries/selected',
      async submit(request) {
        const { form, query } = request;
        const location = HOME + query.with({});
        const ids = form.ids('id');
        if (ids.length === 0) {
          return { location, notice: { kind: 'failed', text: 'Select deliveries in the list first.' } };
        }
        const owned = await ownedDeliveries(deliveries, request, ids);
        const action = form.oneOf('action', actions);
        const changed = await act(deliveries, action, owned);
        return { location, notice: noticeOf(action, owned, changed) };
      },
    },
    ...(['retry', 'cancel'] as const).map(
      (action): PortalRoute => ({
        method: 'post',
        path: `/webhooks/deliveries/:id/${action}`,
        async submit(request) {
          const id = request.params.id('id') ?? 0;
          const owned = await ownedDeliveries(deliveries, request, [id]);
          const changed = await act(deliveries, action, owned);
          return { location: `${HOME}/deliveries/${id}`, notice: noticeOf(action, owned, changed) };
        },
      }),
    ),
  ];
}

async function ownedDeliveries(
  deliveries: DeliveryService,
  { account }: PageRequest,
  ids: readonly number[],
): Promise<Delivery[]> {
  const found: Delivery[] = [];
  for (const id of ids) {
    const { delivery } = await deliveries.get(id);
    if (delivery.userId !== account.userId) throw new NotFoundError(`${account.name} has no delivery ${id}.`);
    found.push(delivery);
  }
  return found;
}

/** Returns the ids of the deliveries that the action was possible for. */
async function act(
  deliveries: DeliveryService,
  action: Action,
  chosen: readonly Delivery[],
): Promise<number[]> {
  const ids = chosen.map(({ id }) => id);
  if (action === 'retry') return deliveries.retryNow(ids);
  if (action === 'cancel') return deliveries.cancel(ids);
  const sent: number[] = [];
  // The list has the newest first; they are sent in the order of their creation.
  for (const id of ids.reverse()) {
    try {
      await deliveries.resend(id);
      sent.push(id);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }
  return sent;
}

function noticeOf(action: Action, chosen: readonly Delivery[], changed: readonly number[]) {
  const refused = chosen.filter(({ id }) => !changed.includes(id));
  const sentences = [
    ...sentence([...changed], doneWords[action]),
    ...sentence(
      refused.map(({ id }) => id),
      `${refusedWords[action]}, so nothing was done`,
    ),
  ];
  return { kind: changed.length > 0 ? ('done' as const) : ('failed' as const), text: sentences.join(' ') };
}

function sentence(ids: number[], words: string): string[] {
  if (ids.length === 0) return [];
  const names = ids.sort((a, b) => a - b).map((id) => `#${id}`);
  if (names.length === 1) return [`Delivery ${names[0]} ${words}.`];
  return [`Each of the deliveries ${names.join(', ')} ${words}.`];
}
