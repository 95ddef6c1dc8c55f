import { parseFaultKind } from '../../faults/fault-kinds.js';
import type { FaultInput } from '../../faults/faults.js';
import type { TriggerInput } from '../../services/triggers.js';
import type { Fields } from '../form.js';
import type { PageRequest } from '../page.js';
import type { PortalDependencies } from '../portal-dependencies.js';

/** Fires what the switchboard asks for and returns a sentence about the result. */
export async function fire(
  { services }: PortalDependencies,
  { form, account }: PageRequest,
): Promise<string> {
  const input = inputOf(form, account.id);
  const fault = form.has('fault') ? await services.faults.add(faultOf(form, account.email)) : undefined;
  const { gradings, deliveries } = await services.triggers.fire(input).catch(async (error: unknown) => {
    if (fault !== undefined) await services.faults.remove(fault.id);
    throw error;
  });
  const count = gradings.length === 1 ? '1 grading' : `${gradings.length} gradings`;
  if (input.delay) return `${count} started. The webhooks follow when they end.`;
  if (deliveries.length === 0) {
    return `${count} ended with ${input.outcome}. No target is registered for it.`;
  }
  return `${count}, ${deliveries.length === 1 ? '1 delivery' : `${deliveries.length} deliveries`} of ${input.outcome}.`;
}

/** The fault in the form, for the number of gradings in the form. */
function faultOf(form: Fields, account: string): FaultInput {
  const kind = parseFaultKind(form.raw('fault'));
  return {
    kind,
    account,
    target: form.id('target'),
    next: kind === 'reorder' ? Math.max(2, form.id('count') ?? 1) : (form.id('count') ?? 1),
    delay: kind === 'delay' ? '1m' : undefined,
  };
}

/** What to fire. Fields of new gradings are left out when the form names an existing grading. */
function inputOf(form: Fields, account: number): TriggerInput {
  const grading = form.text('grading');
  const capture = form.oneOf('capture', ['full', 'two-image']);
  return {
    account,
    outcome: form.oneOf('outcome', ['success', 'failure']),
    ...(form.has('to') && { to: form.raw('to').trim() }),
    ...(form.has('target') && { target: form.id('target') ?? 0 }),
    ...(form.has('grade') && { grade: form.number('grade') }),
    ...(grading === undefined
      ? {
          count: form.wholeNumber('count'),
          delay: form.text('delay'),
          card: form.wholeNumber('card'),
          capture,
        }
      : { grading }),
  };
}
