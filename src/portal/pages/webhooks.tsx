import { ConflictError, NotFoundError } from '../../errors.js';
import type { Delivery, DeliveryState } from '../../store/deliveries.js';
import type { WebhookTarget } from '../../store/webhook-targets.js';
import { maskedUrl } from '../../webhooks/target-url.js';
import { done, type FormProblem, type PageRequest, type PortalRoute, withProblem } from '../page.js';
import type { PageView } from '../page-result.js';
import { Deliveries, OutcomeBadge } from '../parts/delivery-table.js';
import { Confirm, opensDialog } from '../parts/dialog.js';
import { Empty } from '../parts/empty.js';
import { ChoiceField, TextField } from '../parts/field.js';
import { Form } from '../parts/form.js';
import { live } from '../parts/live.js';
import { Moment } from '../parts/moment.js';
import { NoUser } from '../parts/no-user.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { Switchboard } from '../parts/switchboard.js';
import type { PortalDependencies } from '../portal-dependencies.js';
import { fire } from './fire-webhooks.js';

const HOME = '/dashboard/webhooks';
const PAGE_SIZE = 25;
const states = ['pending', 'sending', 'delivered', 'cancelled', 'dropped'] as const;

interface Extra {
  dialog?: PageView['dialog'];
  targetProblem?: FormProblem;
  fireProblem?: FormProblem;
}

/** Webhook targets, the switchboard that fires webhooks, and their deliveries (contract §8). */
export function webhookRoutes(dependencies: PortalDependencies): PortalRoute[] {
  const { services } = dependencies;
  const { targets, triggers, deliveries } = services;
  const page = async (
    request: PageRequest,
    { dialog, targetProblem, fireProblem }: Extra = {},
  ): Promise<PageView> => {
    const { account, query } = request;
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
      content: (
        <>
          <div class="columns">
            <Targets targets={registered} nowMs={request.nowMs} problem={targetProblem} />
            <Switchboard targets={registered} problem={fireProblem} />
          </div>
          <DeliveryList request={request} rows={rows} state={state} />
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
      path: '/webhooks/fire',
      submit: async (request) => done(HOME, await fire(services, request)),
      show: (request, fireProblem) => page(request, { fireProblem }),
    },
  ];
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
      <Form class="row-form wide-first" action={`${HOME}/targets`}>
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
      </Form>
      <div {...live('targets', HOME, 'targets')}>
        {targets.length === 0 ? (
          <Empty title="No targets">
            Add the URL of your webhook handler above. Without a target nothing is sent.
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
        <bdi class="break">{maskedUrl(url)}</bdi>
        <small class="block">
          <OutcomeBadge outcome={outcome} /> Target {id}, added <Moment at={createdAt} nowMs={nowMs} />
        </small>
      </div>
      <Form action={`${HOME}/targets/${id}/test`} class="buttons">
        <button id={`test-${id}`} type="submit" class="quiet small">
          Test<span class="unseen"> target {id}</span>
        </button>
        <a id={`remove-${id}`} class="button quiet small" {...opensDialog(`${HOME}/targets/${id}/remove`)}>
          Remove<span class="unseen"> target {id}</span>
        </a>
      </Form>
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
        <bdi class="strong break">{maskedUrl(url)}</bdi> gets no more webhooks of {outcome}. Pending
        deliveries to it are cancelled.
      </p>
    </Confirm>
  );
}

function DeliveryList({
  request,
  rows,
  state,
}: {
  request: PageRequest;
  rows: Delivery[];
  state: DeliveryState | undefined;
}) {
  const shown = rows.slice(0, PAGE_SIZE);
  const last = rows.length > PAGE_SIZE ? shown.at(-1) : undefined;
  return (
    <section
      class="panel"
      aria-labelledby="deliveries-title"
      {...live('deliveries', request.url.startsWith(`${HOME}/`) ? HOME : request.url, 'deliveries', 'clock')}
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
        nowMs={request.nowMs}
        empty={state === undefined ? 'Add a target and fire a webhook.' : `No delivery is ${state}.`}
      />
      {last && (
        <p class="end-line">
          <a id="older" class="button quiet" href={HOME + request.query.with({ before: last.id })}>
            Older
          </a>
        </p>
      )}
    </section>
  );
}
