import { InvalidArgumentError } from '../../errors.js';
import { isWebhookFaultKind } from '../../faults/fault-kinds.js';
import type { Services } from '../../services/services.js';
import type { TriggerInput, WebhookFaultInput } from '../../services/triggers.js';
import type { Fields } from '../form.js';
import type { PageRequest } from '../page.js';

/** Fires what the switchboard asks for and returns a sentence about the result. */
export async function fire({ triggers }: Services, { form, account }: PageRequest): Promise<string> {
  const input = readTrigger(form, account.id);
  const { gradings, deliveries } = await triggers.fire(input);
  const count = gradings.length === 1 ? '1 grading' : `${gradings.length} gradings`;
  if (gradings.some(({ plan }) => plan !== null))
    return `${count} started. The webhooks follow when they end.`;
  if (deliveries.length === 0) {
    return `${count} ended with ${input.outcome}. No target is registered for it.`;
  }
  return `${count}, ${deliveries.length === 1 ? '1 delivery' : `${deliveries.length} deliveries`} of ${input.outcome}.`;
}

/** Fields of new gradings are left out when the form names an existing grading. */
function readTrigger(form: Fields, account: number): TriggerInput {
  const grading = form.text('grading');
  const ofNewGradings = {
    count: form.wholeNumber('count'),
    delay: form.text('delay'),
    card: form.wholeNumber('card'),
    capture: form.oneOf('capture', ['full', 'two-image']),
  };
  return {
    account,
    outcome: form.oneOf('outcome', ['success', 'failure']),
    to: form.text('to'),
    target: form.wholeNumber('target'),
    grade: form.number('grade'),
    fault: readFault(form),
    ...(grading === undefined ? ofNewGradings : { grading }),
  };
}

function readFault(form: Fields): WebhookFaultInput | undefined {
  const kind = form.text('fault');
  if (kind === undefined) return undefined;
  if (!isWebhookFaultKind(kind))
    throw new InvalidArgumentError('fault', `There is no webhook fault ${kind}.`);
  return { kind, delay: kind === 'delay' ? '1m' : undefined };
}
