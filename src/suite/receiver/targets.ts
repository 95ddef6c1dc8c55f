import type { JsonObject } from '../client/json.js';
import type { RuleContext } from '../rules/context.js';

export interface CreatedTarget {
  id: number;
  row: JsonObject;
}

/** Registers a target; the statuses that mean "created" are both accepted. */
export async function createTarget(
  t: RuleContext,
  token: string,
  outcome: 'success' | 'failure',
  url: string,
  more: JsonObject = {},
): Promise<CreatedTarget & { response: Awaited<ReturnType<RuleContext['call']>> }> {
  const response = await t.call('createWebhookTarget', { token, body: { ...more, outcome, url } });
  const row = t.check.object(response, 201, 200);
  return { id: t.check.integer(row, 'id', response), row, response };
}

export async function listTargets(t: RuleContext, token: string): Promise<JsonObject[]> {
  return t.check.items(await t.call('listWebhookTargets', { token }), 'webhook_targets');
}

export async function deleteTarget(t: RuleContext, token: string, id: number): Promise<void> {
  const response = await t.call('deleteWebhookTarget', { token, id });
  t.check.status(response, 204, 200);
}

/** Removes a target that a rule has finished with, unless the account is the suite's own. */
export async function clearAway(t: RuleContext, token: string, id: number): Promise<void> {
  if (!t.accounts.areDisposable) await deleteTarget(t, token, id);
}

/** Registers targets for the time of the body and removes them again, whatever happens, unless the
 * account is the suite's own. */
export async function withTargets(
  t: RuleContext,
  token: string,
  wanted: { outcome: 'success' | 'failure'; url: string }[],
  body: (targets: CreatedTarget[]) => Promise<void>,
): Promise<void> {
  const targets: CreatedTarget[] = [];
  try {
    for (const { outcome, url } of wanted) targets.push(await createTarget(t, token, outcome, url));
    await body(targets);
  } finally {
    if (!t.accounts.areDisposable)
      for (const { id } of targets) await t.call('deleteWebhookTarget', { token, id });
  }
}
