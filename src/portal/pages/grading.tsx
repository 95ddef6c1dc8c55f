import { NotFoundError } from '../../errors.js';
import { hasEnded } from '../../services/grading-writer.js';
import type { OwnedCard } from '../../store/cards.js';
import type { Delivery } from '../../store/deliveries.js';
import type { Grading } from '../../store/gradings.js';
import type { PortalRoute, Visit } from '../page.js';
import { ApiResponse } from '../parts/api-response.js';
import { cardLine } from '../parts/card-text.js';
import { Deliveries } from '../parts/delivery-table.js';
import { Empty } from '../parts/empty.js';
import { GradeBars } from '../parts/grade-bars.js';
import { captureWords, GradingStateBadge, shortId } from '../parts/grading-text.js';
import { Instant, Moment } from '../parts/moment.js';
import { Pictures } from '../parts/pictures.js';
import type { PortalDependencies } from '../portal-dependencies.js';

const HOME = '/dashboard/gradings';

/** One grading: its grades, pictures, deliveries and what the API says; and what one can do with it (contract §5). */
export function gradingRoutes({ store, services, answers }: PortalDependencies): PortalRoute[] {
  const { gradings, triggers, deliveries } = services;
  const find = async ({ account, params: { id = '' } }: Visit): Promise<Grading> => {
    const grading = account.userId === null ? undefined : await store.gradings.find(account.userId, id);
    if (grading === undefined) throw new NotFoundError(`${account.name} has no grading ${id}.`);
    return grading;
  };
  return [
    {
      method: 'get',
      path: '/gradings/:id',
      async reply(visit) {
        const grading = await find(visit);
        const { id, userId, userCardId } = grading;
        return {
          title: `Grading ${shortId(id)}`,
          section: 'gradings',
          actions: <Actions grading={grading} />,
          content: (
            <GradingView
              visit={visit}
              grading={grading}
              owned={await store.cards.find(userId, userCardId)}
              deliveries={await deliveries.list({ grading: id })}
              answer={await answers.getGrading(userId, id, visit.origin)}
            />
          ),
        };
      },
    },
    {
      method: 'post',
      path: '/gradings/:id/complete',
      async reply(visit) {
        const { id } = await find(visit);
        const outcome = visit.form.oneOf('outcome', ['success', 'failure']);
        const { state } = await gradings.complete(id, { outcome });
        visit.signIn.notice = {
          kind: 'done',
          text: `The grading is ${state}; its webhooks are on their way.`,
        };
        return { location: `${HOME}/${id}` };
      },
    },
    {
      method: 'post',
      path: '/gradings/:id/announce',
      async reply(visit) {
        const { id, state } = await find(visit);
        const outcome = state === 'completed' ? 'success' : 'failure';
        const made = await triggers.fire({ account: visit.account.id, grading: id, outcome });
        visit.signIn.notice =
          made.deliveries.length === 0
            ? { kind: 'failed', text: `No target is registered for ${outcome}, so nothing was sent.` }
            : { kind: 'done', text: `Sent again: ${made.deliveries.length} to its targets.` };
        return { location: `${HOME}/${id}` };
      },
    },
  ];
}

function Actions({ grading }: { grading: Grading }) {
  const action = `${HOME}/${grading.id}`;
  if (hasEnded(grading)) {
    return (
      <form method="post" action={`${action}/announce`}>
        <button type="submit">Send the webhook again</button>
      </form>
    );
  }
  return (
    <form method="post" action={`${action}/complete`} class="buttons">
      <button type="submit" name="outcome" value="success">
        Complete now
      </button>
      <button type="submit" name="outcome" value="failure" class="quiet">
        Fail now
      </button>
    </form>
  );
}

interface GradingProps {
  visit: Visit;
  grading: Grading;
  owned: OwnedCard | undefined;
  deliveries: Delivery[];
  answer: unknown;
}

function GradingView({ visit: { nowMs, origin }, grading, owned, deliveries, answer }: GradingProps) {
  const { id, grades, capture } = grading;
  const here = `${HOME}/${id}`;
  const live = {
    'hx-get': here,
    'hx-swap': 'outerHTML',
    'hx-trigger': 'deliveries from:body, clock from:body',
  };
  return (
    <>
      {!hasEnded(grading) && <Waiting here={here} />}
      <div class="columns">
        <section class="panel" aria-labelledby="grades">
          <h2 id="grades">Grades</h2>
          {grades === null ? <NoGrades grading={grading} nowMs={nowMs} /> : <GradeBars grades={grades} />}
          {grades !== null && capture === 'two-image' && (
            <p class="faint">From a front and a back picture alone only the centering can be graded.</p>
          )}
        </section>
        <Facts grading={grading} owned={owned} />
      </div>
      {grades !== null && <Pictures pictures={picturesOf(grading)} />}
      <section
        id="deliveries"
        class="panel"
        aria-labelledby="deliveries-title"
        {...live}
        hx-select="#deliveries"
      >
        <h2 id="deliveries-title">Deliveries</h2>
        <Deliveries
          deliveries={deliveries}
          nowMs={nowMs}
          withGrading={false}
          empty="A delivery is made for each target of its outcome when the grading ends."
        />
      </section>
      <ApiResponse path={`/v1/gradings/${id}`} answer={answer} origin={origin} />
    </>
  );
}

/** Renews the page when something moves on, as long as the grading has not ended. */
function Waiting({ here }: { here: string }) {
  return (
    <div
      hx-get={here}
      hx-trigger="gradings from:body, clock from:body"
      hx-select="main"
      hx-target="main"
      hx-swap="outerHTML"
    />
  );
}

function NoGrades({ grading: { state, plan }, nowMs }: { grading: Grading; nowMs: number }) {
  if (state === 'failed') return <Empty title="No grade">This grading failed.</Empty>;
  return (
    <Empty title="No grade yet">
      {plan?.endsAt ? (
        <>
          It ends with {plan.outcome} <Moment at={plan.endsAt} nowMs={nowMs} /> on the mock's clock.
        </>
      ) : (
        'It waits until you complete it.'
      )}
    </Empty>
  );
}

function Facts({ grading, owned }: { grading: Grading; owned: OwnedCard | undefined }) {
  const { id, state, capture, userCardId, uniqueIdentifier, createdAt, updatedAt } = grading;
  return (
    <section class="panel" aria-labelledby="facts">
      <h2 id="facts">About this grading</h2>
      <dl class="facts">
        <dt>State</dt>
        <dd>
          <GradingStateBadge state={state} />
        </dd>
        <dt>Card</dt>
        <dd>
          <a href={`/dashboard/cards/${userCardId}`}>
            <bdi>{owned?.card.playerName ?? `Card ${userCardId}`}</bdi>
          </a>
          {owned && <small class="block">{cardLine(owned.card)}</small>}
        </dd>
        <dt>Capture</dt>
        <dd>{captureWords(capture)}</dd>
        <dt>Id</dt>
        <dd>
          <code>{id}</code>
        </dd>
        <dt>Unique identifier</dt>
        <dd>{uniqueIdentifier}</dd>
        <dt>Submitted</dt>
        <dd>
          <Instant at={createdAt} />
        </dd>
        <dt>Last change</dt>
        <dd>
          <Instant at={updatedAt} />
        </dd>
      </dl>
    </section>
  );
}

function picturesOf({ id, userCardId, capture }: Grading): { path: string; name: string }[] {
  const sides = ['front', 'back'] as const;
  const of = (prefix: string, name: string) =>
    sides.map((side) => ({ path: `${prefix}${side}.png`, name: `${name}, ${side}` }));
  return [
    ...(capture === 'full' ? of(`gradings/${id}/damage-report-`, 'Damage report') : []),
    ...of(`gradings/${id}/slab-`, 'Slab'),
    ...(capture === 'full' ? [] : of(`cards/${userCardId}/`, 'Card')),
  ];
}
