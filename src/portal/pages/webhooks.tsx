import { ConflictError, NotFoundError } from '../../errors.js';
import type { WebhookTarget } from '../../store/webhook-targets.js';
import { maskedUrl } from '../../webhooks/target-url.js';
import { done, type FormProblem, type PageRequest, type PortalRoute, withProblem } from '../page.js';
import type { PageView } from '../page-result.js';
import { deliveryList } from '../parts/delivery-list.js';
import { Confirm } from '../parts/dialog.js';
import { NoUser } from '../parts/no-user.js';
import { Switchboard } from '../parts/switchboard.js';
import { Targets } from '../parts/target-list.js';
import type { PortalDependencies } from '../portal-dependencies.js';
import { fire } from './fire-webhooks.js';

const HOME = '/dashboard/webhooks';

interface Extra {
  dialog?: PageView['dialog'];
  targetProblem?: FormProblem;
  fireProblem?: FormProblem;
}

/** Webhook targets, the switchboard that fires webhooks, and their deliveries (contract §8). */
export function webhookRoutes(dependencies: PortalDependencies): PortalRoute[] {
  const { services } = dependencies;
  const { targets, triggers } = services;
  const page = async (
    request: PageRequest,
    { dialog, targetProblem, fireProblem }: Extra = {},
  ): Promise<PageView> => {
    const { account } = request;
    const frame = { title: 'Webhooks', section: 'webhooks' as const };
    if (account.userId === null) return { ...frame, content: <NoUser account={account} /> };
    const registered = await targets.list({ account: account.id });
    return {
      ...frame,
      actions: (
        <a class="button quiet" href={`${HOME}/scenarios`}>
          Scenarios
        </a>
      ),
      ...(dialog !== undefined && { dialog }),
      content: (
        <>
          <div class="columns">
            <Targets targets={registered} nowMs={request.nowMs} problem={targetProblem} />
            <Switchboard targets={registered} problem={fireProblem} fired={request.signIn.fired} />
          </div>
          {await deliveryList(services.deliveries, request, registered)}
        </>
      ),
    };
  };
  const targetOf = async ({ account, params }: PageRequest): Promise<WebhookTarget> => {
    const id = params.id('id');
    const owned = account.userId === null ? [] : await targets.list({ account: account.id });
    const target = owned.find((one) => one.id === id);
    if (target === undefined) {
      throw new NotFoundError(`${account.name} has no webhook target ${params.raw('id')}.`);
    }
    return target;
  };
  return [
    { method: 'get', path: '/webhooks', show: (request) => page(request) },
    {
      method: 'post',
      path: '/webhooks/targets',
      async submit({ form, account }) {
        if (account.userId === null) throw new ConflictError('This account has no user.');
        const outcome = form.oneOf('outcome', ['success', 'failure']);
        const { id } = await targets.create({ account: account.id, outcome, url: form.raw('url').trim() });
        return done(HOME, `Target ${id} is added. It gets the webhooks of ${outcome}.`);
      },
      show: (request, targetProblem) => page(request, { targetProblem }),
    },
    {
      method: 'get',
      path: '/webhooks/targets/:id/remove',
      show: async (request) => page(request, { dialog: <ConfirmRemoval {...(await targetOf(request))} /> }),
    },
    {
      method: 'post',
      path: '/webhooks/targets/:id/remove',
      async submit(request) {
        const { id, url } = await targetOf(request);
        await targets.remove(id);
        return done(HOME, `Target ${id} (${maskedUrl(url)}) is removed.`);
      },
      show: (request, problem) => withProblem(page(request), problem),
    },
    {
      method: 'post',
      path: '/webhooks/targets/:id/test',
      async submit(request) {
        const { id, outcome } = await targetOf(request);
        const account = request.account.id;
        const [delivery] = (await triggers.fire({ account, outcome, target: id })).deliveries;
        if (delivery === undefined) return done(HOME, `Nothing was sent to target ${id}.`);
        return { location: `${HOME}/deliveries/${delivery.id}` };
      },
      show: (request, problem) => withProblem(page(request), problem),
    },
    {
      method: 'post',
      path: '/webhooks/fire-again',
      async submit(request) {
        const { fired } = request.signIn;
        if (fired === undefined) throw new ConflictError('Nothing was fired since you signed in.');
        return done(HOME, await fire(services, fired, request));
      },
      show: (request, problem) => withProblem(page(request), problem),
    },
    {
      method: 'post',
      path: '/webhooks/fire',
      submit: async (request) => done(HOME, await fire(services, request.form, request)),
      show: (request, fireProblem) => page(request, { fireProblem }),
    },
  ];
}

function ConfirmRemoval({ id, outcome, url }: WebhookTarget) {
  return (
    <Confirm
      title="Remove this target?"
      action={`${HOME}/targets/${id}/remove`}
      verb="Remove target"
      back={HOME}
    >
      <p>
        <bdi class="strong break">{maskedUrl(url)}</bdi> gets no more webhooks of {outcome}. Pending
        deliveries to it are cancelled.
      </p>
    </Confirm>
  );
}
