import { isObject } from '../client/json.js';
import type { RuleContext } from '../rules/context.js';

/**
 * Why the service cannot deliver to the receiver of the suite, or null when it lets its address be registered. A service
 * may refuse plain HTTP or loopback addresses; that is no fault of it.
 */
export async function registrationProblem(t: RuleContext): Promise<string | null> {
  const { token } = await t.accounts.writable();
  const { url } = await t.receiver.hook(200);
  const response = await t.call('createWebhookTarget', { token, body: { outcome: 'failure', url } });
  const { status, body } = response;
  if (status === 400)
    return `the service refuses the address of the receiver, ${new URL(url).origin}: give --receiver-url`;
  const id = isObject(body) ? body.id : undefined;
  if (status < 300 && (typeof id === 'number' || typeof id === 'string'))
    await t.call('deleteWebhookTarget', { token, id });
  return null;
}
