import { isObject } from '../client/json.js';
import type { RuleContext } from '../rules/context.js';
import type { Hook } from './receiver.js';

/** An account of the rule's own whose gradings can be completed. */
export async function ownAccount(t: RuleContext): Promise<{ accountId: string | number; token: string }> {
  const account = await t.accounts.fresh({ cards: 6, gradings: 0 });
  return { accountId: t.accounts.idOf(account), token: account.token };
}

export function complete(
  t: RuleContext,
  accountId: string | number,
  outcome: 'success' | 'failure' = 'success',
): Promise<string> {
  return t.driver.completeGrading({ accountId, outcome, capture: 'full' });
}

/** The grading ids that a hook received, in the order of arrival. */
export function gradingsAt(hook: Hook): unknown[] {
  return hook.deliveries.map(({ body }) => (isObject(body) ? body.grading_session_id : undefined));
}

/** The hook gets the given number of deliveries of this grading in time, or the rule is broken. */
export async function arrives(
  t: RuleContext,
  hook: Hook,
  count = 1,
  why = 'A webhook does not arrive',
): Promise<void> {
  const came = await hook.came(count, t.config.patience);
  t.check.that(came, why, `${count} deliveries`, `${hook.deliveries.length} deliveries`);
}

/** Moves the target's clock in growing steps until the hook has the given number of deliveries; returns whether it got them. */
export async function arrivesInTime(t: RuleContext, hook: Hook, count: number): Promise<boolean> {
  const steps = [10, 60, 600, 3600, 21_600, 86_400];
  for (const [step, seconds] of steps.entries()) {
    if (await hook.came(count, 0)) return true;
    await t.driver.advanceClock(seconds);
    if (await hook.came(count, (t.config.patience * 2 ** step) / 64)) return true;
  }
  return false;
}

/** The hook is tried again until it has the given number of deliveries, or the rule is broken. */
export async function isRetried(t: RuleContext, hook: Hook, count: number, after: string): Promise<void> {
  const came = await arrivesInTime(t, hook, count);
  const got = `${hook.deliveries.length} deliveries although the clock was moved by a day`;
  t.check.that(came, `A webhook is not sent again after ${after}`, `${count} deliveries`, got);
}
