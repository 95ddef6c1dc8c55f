import { InvalidArgumentError } from '../../errors.js';
import { isWebhookFaultKind } from '../../faults/fault-kinds.js';
import type { Services } from '../../services/services.js';
import type { TriggerInput, WebhookFaultInput } from '../../services/triggers.js';
import type { Outcome } from '../../store/webhook-targets.js';
import type { Fields } from '../form.js';
import type { PageRequest } from '../page.js';

const outcomes = ['success', 'failure'] as const;

/** Fires what the switchboard asks for and returns a sentence about the result. */
export async function fire(
  { triggers }: Services,
  form: Fields,
  { account, signIn }: PageRequest,
): Promise<string> {
  const input = readTrigger(form, account.id, form.oneOf('outcome', outcomes));
  const { gradings, deliveries } = await triggers.fire(input);
  signIn.fired = form;
  const count = gradings.length === 1 ? '1 grading' : `${gradings.length} gradings`;
  if (gradings.some(({ plan }) => plan !== null))
    return `${count} started. The webhooks follow when they end.`;
  if (deliveries.length === 0) {
    return `${count} ended with ${input.outcome}. No target is registered for it.`;
  }
  return `${count}, ${deliveries.length === 1 ? '1 delivery' : `${deliveries.length} deliveries`} of ${input.outcome}.`;
}

/** What the switchboard asks for, as a step of a scenario. */
export function scenarioStep(form: Fields, account: number): object {
  const { account: _account, ...input } = readTrigger(form, account, form.oneOf('stepOutcome', outcomes));
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  return { fire: Object.fromEntries(given) };
}

/** Fields of new gradings are left out when the form names an existing grading. */
function readTrigger(form: Fields, account: number, outcome: Outcome): TriggerInput {
  const grading = form.text('grading');
  const ofNewGradings = {
    count: form.wholeNumber('count'),
    delay: form.text('delay'),
    card: form.wholeNumber('card'),
    capture: form.oneOf('capture', ['full', 'two-image']),
  };
  return {
    account,
    outcome,
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
  return kind === 'delay' ? { kind, delay: '1m' } : { kind };
}
