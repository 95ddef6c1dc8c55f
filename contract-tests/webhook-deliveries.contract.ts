import { webhookDeliveries } from './rules/webhook-deliveries.js';
import { area } from '../src/suite/rules/define-rule.js';
import type { RuleContext } from '../src/suite/rules/context.js';
import { arrives, arrivesInTime, complete, isRetried, ownAccount, sessionsAt } from '../src/suite/receiver/deliveries.js';
import type { Exchange } from '../src/suite/client/exchange.js';
import { isObject, namesOf } from '../src/suite/client/json.js';
import type { Hook } from '../src/suite/receiver/receiver.js';
import { createTarget, deleteTarget } from '../src/suite/receiver/targets.js';
import { poll } from '../src/suite/receiver/wait.js';

const goodStatuses = [200, 202, 204];

/** An account with one target, and a grading of it that completed. */
async function delivered(t: RuleContext, hook: Hook, outcome: 'success' | 'failure' = 'success') {
  const account = await ownAccount(t);
  const target = await createTarget(t, account.token, outcome, hook.url);
  const session = await complete(t, account.accountId, outcome);
  return { ...account, target, session };
}

export default area(webhookDeliveries, {
  'HOOK-001': async (t) => {
    const hook = await t.receiver.hook(200);
    await delivered(t, hook);
    await arrives(t, hook);
    const [delivery] = hook.deliveries;
    t.check.equal(delivery?.method, 'POST', 'A webhook is sent with another method');
    const type = delivery?.headers['content-type'] ?? '';
    t.check.that(
      /^application\/json\b/i.test(type),
      'A webhook is not sent as JSON',
      'application/json',
      type,
    );
    t.check.that(isObject(delivery?.body), 'A webhook holds no JSON object', 'an object', delivery?.text);
  },

  'HOOK-002': async (t) => {
    for (const outcome of ['success', 'failure'] as const) {
      const hook = await t.receiver.hook(200);
      const { session } = await delivered(t, hook, outcome);
      await arrives(t, hook);
      const body = hook.deliveries[0]?.body;
      const told = isObject(body) ? [body.grading_session_id, body.outcome] : body;
      t.check.equal(told, [session, outcome], 'A webhook tells another session or outcome');
    }
  },

  'HOOK-003': async (t) => {
    const hook = await t.receiver.hook(200);
    await delivered(t, hook);
    await arrives(t, hook);
    const body = hook.deliveries[0]?.body;
    const names = isObject(body) ? namesOf(body) : body;
    t.check.equal(names, ['grading_session_id', 'outcome'], 'A webhook holds other fields');
  },

  'HOOK-004': async (t) => {
    const { accountId, token } = await ownAccount(t);
    const [good, bad] = [await t.receiver.hook(200), await t.receiver.hook(200)];
    await createTarget(t, token, 'success', good.url);
    await createTarget(t, token, 'failure', bad.url);
    for (let round = 1; round <= 2; round += 1) {
      await complete(t, accountId, 'success');
      await arrives(t, good, round);
      await complete(t, accountId, 'failure');
      await arrives(t, bad, round);
    }
    for (const [hook, outcome] of [[good, 'success'] as const, [bad, 'failure'] as const]) {
      const wrong = hook.deliveries.find(({ body }) => isObject(body) && body.outcome !== outcome);
      t.check.equal(wrong?.body, undefined, `A target for ${outcome} gets the other outcome`);
    }
  },

  'HOOK-005': async (t) => {
    const { accountId, token } = await ownAccount(t);
    const hooks = [await t.receiver.hook(200), await t.receiver.hook(200)];
    for (const hook of hooks) await createTarget(t, token, 'success', hook.url);
    await complete(t, accountId);
    for (const hook of hooks) await arrives(t, hook, 1, 'One of two targets of the outcome gets nothing');
  },

  'HOOK-006': async (t) => {
    const { accountId, token } = await ownAccount(t);
    const hook = await t.receiver.hook(200);
    const reads: Exchange[] = [];
    hook.onDelivery = async ({ body }) => {
      const id = isObject(body) ? String(body.grading_session_id) : '';
      reads.push(await t.call('getGrading', { id, token }));
    };
    await createTarget(t, token, 'success', hook.url);
    await complete(t, accountId);
    await arrives(t, hook);
    const read = await poll(() => reads[0], t.config.patience);
    if (read === undefined)
      return t.check.fail('The grading of a webhook cannot be read', 'an answer', 'none');
    const { user_card_grade: grade } = t.check.object(read);
    t.check.that(isObject(grade), 'The grade is not there when the webhook arrives', 'a grade', grade, read);
  },

  'HOOK-007': async (t) => {
    const hook = await t.receiver.hook(500, 503, 200);
    await delivered(t, hook);
    await arrives(t, hook);
    await isRetried(t, hook, 3, 'a 500 and a 503');
  },

  'HOOK-008': async (t) => {
    const hook = await t.receiver.hook('hang', 200);
    await delivered(t, hook);
    await arrives(t, hook);
    const gaveUp = await poll(async () => {
      await t.driver.advanceClock(60);
      return hook.deliveries[0]?.abandoned === true || hook.deliveries.length > 1 ? true : undefined;
    }, t.config.patience * 4);
    if (gaveUp === undefined) t.notChecked('the sender waited longer for an answer than the suite does');
    await isRetried(t, hook, 2, 'no answer came in time');
  },

  'HOOK-009': async (t) => {
    const receiver = t.receiver.another();
    const hook = await receiver.hook(200);
    await receiver.close();
    try {
      await delivered(t, hook);
      await t.driver.advanceClock(1);
      await receiver.reopen();
      await isRetried(t, hook, 1, 'the connection was refused');
    } finally {
      await receiver.close();
    }
  },

  'HOOK-010': async (t) => {
    const { accountId, token } = await ownAccount(t);
    const hooks = await Promise.all(goodStatuses.map((status) => t.receiver.hook(status)));
    for (const hook of hooks) await createTarget(t, token, 'success', hook.url);
    const first = await complete(t, accountId);
    for (const [round, seconds] of [10, 3600, 86_400].entries()) {
      for (const hook of hooks) await arrives(t, hook, round + 1);
      await t.driver.advanceClock(seconds);
      await complete(t, accountId);
    }
    for (const [index, hook] of hooks.entries()) {
      await arrives(t, hook, 4);
      const count = sessionsAt(hook).filter((session) => session === first).length;
      const message = `A webhook answered with ${goodStatuses[index]} is sent again`;
      t.check.that(count <= 2, message, 'once', `${count} times`);
      await t.check.assumed(() => t.check.that(count === 1, message, 'once', `${count} times`));
    }
  },

  'HOOK-011': async (t) => {
    const [kept, gone] = [await t.receiver.hook(200), await t.receiver.hook(200)];
    const { accountId, token, target } = await delivered(t, gone);
    await arrives(t, gone);
    await createTarget(t, token, 'success', kept.url);
    await deleteTarget(t, token, target.id);
    const before = gone.deliveries.length;
    for (let round = 1; round <= 2; round += 1) {
      await complete(t, accountId);
      await arrives(t, kept, round);
    }
    t.check.equal(gone.deliveries.length - before, 0, 'A deleted target still gets webhooks');
  },

  'HOOK-012': async (t) => {
    const redirect = { status: 302, headers: { location: 'http://127.0.0.1:9/' } };
    for (const [reaction, name] of [[404, 'a 404'] as const, [redirect, 'a redirect'] as const]) {
      const hook = await t.receiver.hook(reaction, 200);
      await delivered(t, hook);
      await arrives(t, hook);
      await isRetried(t, hook, 2, name);
    }
  },

  'HOOK-013': async (t) => {
    const elsewhere = await t.receiver.hook(200);
    const hook = await t.receiver.hook({ status: 307, headers: { location: elsewhere.url } }, 200);
    await delivered(t, hook);
    await arrives(t, hook);
    await arrivesInTime(t, hook, 2);
    t.check.equal(elsewhere.deliveries.length, 0, 'A redirect is followed');
  },

  'HOOK-014': async (t) => {
    const [kept, gone] = [await t.receiver.hook(200), await t.receiver.hook(500)];
    const { accountId, token, target } = await delivered(t, gone);
    await arrives(t, gone);
    await createTarget(t, token, 'success', kept.url);
    await deleteTarget(t, token, target.id);
    const before = gone.deliveries.length;
    for (const [round, seconds] of [60, 3600, 86_400].entries()) {
      await t.driver.advanceClock(seconds);
      await complete(t, accountId);
      await arrives(t, kept, round + 1);
    }
    t.check.equal(gone.deliveries.length - before, 0, 'What was pending for a deleted target is still sent');
  },

  'HOOK-015': async (t) => {
    const hook = await t.receiver.hook(500, 500, 200);
    const { session } = await delivered(t, hook);
    await arrives(t, hook);
    await isRetried(t, hook, 3, 'a 500');
    const told = hook.deliveries.map(({ body }) =>
      isObject(body) ? [body.grading_session_id, body.outcome] : body,
    );
    const expected = told.map(() => [session, 'success']);
    t.check.equal(told, expected, 'An attempt tells another session or outcome');
  },

  'HOOK-016': async (t) => {
    const { accountId, token } = await ownAccount(t);
    const hook = await t.receiver.hook(200);
    await createTarget(t, token, 'success', hook.url);
    await createTarget(t, token, 'success', hook.url);
    await complete(t, accountId);
    await arrives(t, hook, 2, 'Two targets with one URL get fewer than two webhooks');
  },
});
