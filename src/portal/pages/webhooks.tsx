import { ConflictError, NotFoundError } from '../../errors.js';
import type { Delivery, DeliveryState } from '../../store/deliveries.js';
import type { WebhookTarget } from '../../store/webhook-targets.js';
import { Fields } from '../form.js';
import { submitted } from '../form-problem.js';
import type { FormProblem, PageView, PortalRoute, Reply, Visit } from '../page.js';
import { Deliveries, OutcomeBadge } from '../parts/delivery-table.js';
import { Confirm, opensDialog } from '../parts/dialog.js';
import { Empty } from '../parts/empty.js';
import { ChoiceField, TextField } from '../parts/field.js';
import { ProblemNotice } from '../parts/form-problem-notice.js';
import { Moment } from '../parts/moment.js';
import { NoUser } from '../parts/no-user.js';
import { Switchboard } from '../parts/switchboard.js';
import type { PortalDependencies } from '../portal-dependencies.js';
import { fire } from './fire-input.js';

const HOME = '/dashboard/webhooks';
const PAGE_SIZE = 25;
const states = ['pending', 'sending', 'delivered', 'cancelled', 'dropped'] as const;

interface Extra {
  dialog?: PageView['dialog'];
  targetProblem?: FormProblem;
  fireProblem?: FormProblem;
}

/** Where webhooks go, the switchboard that fires them, and what became of them (contract §8). */
export function webhookRoutes(dependencies: PortalDependencies): PortalRoute[] {
  const { services } = dependencies;
  const { targets, triggers, deliveries } = services;
  const page = async (
    visit: Visit,
    { dialog, targetProblem, fireProblem }: Extra = {},
  ): Promise<PageView> => {
    const { account, query } = visit;
    const frame = { title: 'Webhooks', section: 'webhooks' as const };
    if (account.userId === null) return { ...frame, content: <NoUser account={account} /> };
    const state = states.find((known) => known === query.text('state'));
    const rows = await deliveries.list({
      account: account.id,
      state,
      before: query.id('before'),
      limit: PAGE_SIZE + 1,
    });
    const registered = await targets.list({ account: account.id });
    return {
      ...frame,
      ...(dialog !== undefined && { dialog }),
      status: (targetProblem ?? fireProblem) ? 400 : 200,
      content: (
        <>
          <div class="columns">
            <Targets targets={registered} nowMs={visit.nowMs} problem={targetProblem} />
            <Switchboard targets={registered} problem={fireProblem} />
          </div>
          <DeliveryList visit={visit} rows={rows} state={state} />
        </>
      ),
    };
  };
  const targetOf = async ({ account, params }: Visit): Promise<WebhookTarget> => {
    const id = new Fields(new URLSearchParams(params)).id('id');
    const owned = account.userId === null ? [] : await targets.list({ account: account.id });
    const target = owned.find((one) => one.id === id);
    if (target === undefined) throw new NotFoundError(`${account.name} has no webhook target ${params.id}.`);
    return target;
  };
  const said = (visit: Visit, text: string): Reply => {
    visit.signIn.notice = { kind: 'done', text };
    return { location: HOME };
  };
  return [
    { method: 'get', path: '/webhooks', reply: (visit) => page(visit) },
    {
      method: 'post',
      path: '/webhooks/targets',
      reply: (visit) =>
        submitted(
          visit.form,
          async () => {
            const { form, account } = visit;
            if (account.userId === null) throw new ConflictError('This account has no user.');
            const outcome = form.oneOf('outcome', ['success', 'failure']);
            const { id } = await targets.create({
              account: account.id,
              outcome,
              url: form.raw('url').trim(),
            });
            return said(visit, `Target ${id} gets the webhooks of ${outcome} from now on.`);
          },
          (targetProblem) => page(visit, { targetProblem }),
        ),
    },
    {
      method: 'get',
      path: '/webhooks/targets/:id/remove',
      async reply(visit) {
        return page(visit, { dialog: <ConfirmRemoval {...(await targetOf(visit))} /> });
      },
    },
    {
      method: 'post',
      path: '/webhooks/targets/:id/remove',
      async reply(visit) {
        const { id, url } = await targetOf(visit);
        await targets.remove(id);
        return said(visit, `Target ${id} (${url}) is removed and gets nothing more.`);
      },
    },
    {
      method: 'post',
      path: '/webhooks/targets/:id/test',
      async reply(visit) {
        const { id, outcome } = await targetOf(visit);
        const account = visit.account.id;
        const { deliveries: made } = await triggers.fire({ account, outcome, target: id });
        return made[0] === undefined
          ? said(visit, `Nothing was sent to target ${id}.`)
          : { location: to(made[0]) };
      },
    },
    {
      method: 'post',
      path: '/webhooks/fire',
      reply: (visit) =>
        submitted(
          visit.form,
          async () => {
            const fired = await fire(dependencies, visit);
            return said(visit, fired);
          },
          (fireProblem) => page(visit, { fireProblem }),
        ),
    },
  ];
}

/** Where a delivery is shown. */
function to({ id }: Delivery): string {
  return `${HOME}/deliveries/${id}`;
}

function Targets({
  targets,
  nowMs,
  problem,
}: {
  targets: WebhookTarget[];
  nowMs: number;
  problem: FormProblem | undefined;
}) {
  return (
    <section class="panel" aria-labelledby="targets-title">
      <h2 id="targets-title">Targets</h2>
      <ProblemNotice problem={problem} fields={['url']} />
      <form class="row-form wide-first" method="post" action={`${HOME}/targets`}>
        <TextField
          name="url"
          label="URL"
          problem={problem}
          placeholder="http://localhost:3000/webhooks/chck"
        />
        <ChoiceField
          name="outcome"
          label="Outcome"
          problem={problem}
          choices={[
            ['success', 'Success'],
            ['failure', 'Failure'],
          ]}
        />
        <button type="submit">Add target</button>
      </form>
      <div
        id="targets"
        hx-get={HOME}
        hx-trigger="traffic from:body, deliveries from:body"
        hx-select="#targets"
        hx-swap="outerHTML"
      >
        {targets.length === 0 ? (
          <Empty title="No targets">
            Add the address of your webhook handler above; without one nothing is sent.
          </Empty>
        ) : (
          <ul class="list">
            {targets.map((target) => (
              <li key={target.id}>
                <TargetRow target={target} nowMs={nowMs} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function TargetRow({
  target: { id, outcome, url, createdAt },
  nowMs,
}: {
  target: WebhookTarget;
  nowMs: number;
}) {
  return (
    <>
      <div class="grow">
        <bdi class="break">{url}</bdi>
        <small class="block">
          <OutcomeBadge outcome={outcome} /> Target {id}, added <Moment at={createdAt} nowMs={nowMs} />
        </small>
      </div>
      <form method="post" action={`${HOME}/targets/${id}/test`} class="buttons">
        <button id={`test-${id}`} type="submit" class="quiet small">
          Test<span class="unseen"> target {id}</span>
        </button>
        <a id={`remove-${id}`} class="button quiet small" {...opensDialog(`${HOME}/targets/${id}/remove`)}>
          Remove<span class="unseen"> target {id}</span>
        </a>
      </form>
    </>
  );
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
        <bdi class="strong break">{url}</bdi> gets no more webhooks of {outcome}. What is not delivered to it
        yet is given up.
      </p>
    </Confirm>
  );
}

function DeliveryList({
  visit,
  rows,
  state,
}: {
  visit: Visit;
  rows: Delivery[];
  state: DeliveryState | undefined;
}) {
  const shown = rows.slice(0, PAGE_SIZE);
  const last = rows.length > PAGE_SIZE ? shown.at(-1) : undefined;
  return (
    <section
      id="deliveries"
      class="panel"
      aria-labelledby="deliveries-title"
      hx-get={visit.url.startsWith(`${HOME}/`) ? HOME : visit.url}
      hx-trigger="deliveries from:body, clock from:body, every 30s"
      hx-select="#deliveries"
      hx-swap="outerHTML"
    >
      <h2 id="deliveries-title">Deliveries</h2>
      <nav class="tabs" aria-label="Which deliveries">
        {[undefined, ...states].map((known) => (
          <a
            key={known}
            id={`deliveries-${known ?? 'all'}`}
            href={known === undefined ? HOME : `${HOME}?state=${known}`}
            aria-current={known === state ? 'page' : undefined}
          >
            {known === undefined ? 'All' : known[0]?.toUpperCase() + known.slice(1)}
          </a>
        ))}
      </nav>
      <Deliveries
        deliveries={shown}
        nowMs={visit.nowMs}
        empty={state === undefined ? 'Add a target and fire a webhook at it.' : `None is ${state}.`}
      />
      {last && (
        <p class="end-line">
          <a id="older" class="button quiet" href={HOME + visit.query.with({ before: last.id })}>
            Older
          </a>
        </p>
      )}
    </section>
  );
}
