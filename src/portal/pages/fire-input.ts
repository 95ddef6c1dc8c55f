import { parseFaultKind } from '../../faults/fault-kinds.js';
import type { FaultInput } from '../../faults/faults.js';
import type { TriggerInput } from '../../services/triggers.js';
import type { Fields } from '../form.js';
import { wholeNumber } from '../form-problem.js';
import type { Visit } from '../page.js';
import type { PortalDependencies } from '../portal-dependencies.js';

/** Fires what the switchboard asks for and tells in a sentence what came of it. */
export async function fire({ services }: PortalDependencies, { form, account }: Visit): Promise<string> {
  const input = inputOf(form, account.id);
  const fault = form.has('fault') ? await services.faults.add(faultOf(form, account.email)) : undefined;
  const { gradings, deliveries } = await services.triggers.fire(input).catch(async (error: unknown) => {
    if (fault !== undefined) await services.faults.remove(fault.id);
    throw error;
  });
  const count = gradings.length === 1 ? '1 grading' : `${gradings.length} gradings`;
  if (input.delay) return `${count} started; the webhooks follow when the time has passed.`;
  if (deliveries.length === 0) {
    return `${count} ended with ${input.outcome}; no target is registered for it.`;
  }
  return `${count}, ${deliveries.length === 1 ? '1 delivery' : `${deliveries.length} deliveries`} of ${input.outcome}.`;
}

/** The disturbance that the form asks for, of as many deliveries as it makes at one target. */
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

/** What the form says; fields for new gradings are left out when it names an existing one. */
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
          count: wholeNumber(form, 'count'),
          delay: form.text('delay'),
          card: wholeNumber(form, 'card'),
          capture,
        }
      : { grading }),
  };
}
