import { NotFoundError } from '../../errors.js';
import { hasEnded } from '../../services/grading-writer.js';
import type { OwnedCard } from '../../store/cards.js';
import type { Delivery } from '../../store/deliveries.js';
import type { Grading } from '../../store/gradings.js';
import { gradingTimeline, type TimelineEvent } from '../grading-timeline.js';
import { done, type FormProblem, type PageRequest, type PortalRoute, withProblem } from '../page.js';
import type { PageView } from '../page-result.js';
import { ApiResponse } from '../parts/api-response.js';
import { CompletePanel } from '../parts/complete-panel.js';
import { Deliveries } from '../parts/delivery-table.js';
import { Empty } from '../parts/empty.js';
import { Form } from '../parts/form.js';
import { GradeBars } from '../parts/grade-bars.js';
import { GradingFacts } from '../parts/grading-facts.js';
import { shortId } from '../parts/grading-text.js';
import { live } from '../parts/live.js';
import { Moment } from '../parts/moment.js';
import { Pictures } from '../parts/pictures.js';
import { Timeline } from '../parts/timeline.js';
import type { PortalDependencies } from '../portal-dependencies.js';

const HOME = '/dashboard/gradings';

/** One grading: grades, pictures, deliveries, the API's response, and actions (contract §5). */
export function gradingRoutes({ store, services, journal, apiResponses }: PortalDependencies): PortalRoute[] {
  const { gradings, triggers, deliveries } = services;
  const find = async ({ account, params }: PageRequest): Promise<Grading> => {
    const id = params.raw('id');
    const grading = account.userId === null ? undefined : await store.gradings.find(account.userId, id);
    if (grading === undefined) throw new NotFoundError(`${account.name} has no grading ${id}.`);
    return grading;
  };
  const page = async (request: PageRequest, problem?: FormProblem): Promise<PageView> => {
    const grading = await find(request);
    const { id, userId, userCardId } = grading;
    const listed = await deliveries.list({ grading: id });
    const records = await Promise.all(
      listed.map(async (delivery) => ({ delivery, attempts: await store.attempts.list(delivery.id) })),
    );
    const events = gradingTimeline({ grading, deliveries: records, calls: await journal.list() });
    return {
      title: `Grading ${shortId(id)}`,
      section: 'gradings',
      parent: { name: 'Gradings', href: '/dashboard/gradings' },
      actions: <Actions grading={grading} />,
      content: (
        <GradingView
          request={request}
          problem={problem}
          grading={grading}
          owned={await store.cards.find(userId, userCardId)}
          deliveries={listed}
          events={events}
          response={await apiResponses.getGrading(userId, id, request.origin)}
        />
      ),
    };
  };
  const show = (request: PageRequest, problem: FormProblem) => withProblem(page(request), problem);
  return [
    { method: 'get', path: '/gradings/:id', show: (request) => page(request) },
    {
      method: 'post',
      path: '/gradings/:id/complete',
      async submit(request) {
        const { id } = await find(request);
        const { form } = request;
        const { state } = await gradings.complete(id, {
          outcome: form.oneOf('outcome', ['success', 'failure']),
          grade: form.number('grade'),
          capture: form.has('capture') ? form.oneOf('capture', ['full', 'two-image']) : undefined,
        });
        return done(`${HOME}/${id}`, `The grading is ${state}. Its webhooks are being sent.`);
      },
      async show(request, problem) {
        // Somebody else may have ended it meanwhile; then there is no form any more.
        const view = await page(request, problem);
        return hasEnded(await find(request)) ? withProblem(Promise.resolve(view), problem) : view;
      },
    },
    {
      method: 'post',
      path: '/gradings/:id/resend',
      async submit(request) {
        const { id, state } = await find(request);
        const location = `${HOME}/${id}`;
        const outcome = state === 'completed' ? 'success' : 'failure';
        const sent = await triggers.fire({ account: request.account.id, grading: id, outcome });
        const count = sent.deliveries.length;
        if (count > 0)
          return done(location, `Sent again: ${count === 1 ? '1 delivery' : `${count} deliveries`}.`);
        const text = `No target is registered for ${outcome}, so nothing was sent.`;
        return { location, notice: { kind: 'failed', text } };
      },
      show,
    },
  ];
}

function Actions({ grading }: { grading: Grading }) {
  const action = `${HOME}/${grading.id}`;
  if (hasEnded(grading)) {
    return (
      <Form action={`${action}/resend`}>
        <button type="submit">Send the webhook again</button>
      </Form>
    );
  }
  return (
    <Form action={`${action}/complete`} class="buttons">
      <button type="submit" name="outcome" value="success">
        Complete now
      </button>
      <button type="submit" name="outcome" value="failure" class="quiet">
        Fail now
      </button>
    </Form>
  );
}

interface GradingProps {
  request: PageRequest;
  problem: FormProblem | undefined;
  grading: Grading;
  owned: OwnedCard | undefined;
  deliveries: Delivery[];
  events: TimelineEvent[];
  response: unknown;
}

function GradingView({
  request: { nowMs, origin },
  problem,
  grading,
  owned,
  deliveries,
  events,
  response,
}: GradingProps) {
  const { id, grades, capture } = grading;
  const here = `${HOME}/${id}`;
  return (
    <>
      {!hasEnded(grading) && <Waiting here={here} />}
      <div class="columns">
        <section class="panel" aria-labelledby="grades">
          <h2 id="grades">Grades</h2>
          {grades === null ? <NoGrades grading={grading} nowMs={nowMs} /> : <GradeBars grades={grades} />}
          {grades !== null && capture === 'two-image' && (
            <p class="faint">With a front and a back picture, only the centering is graded.</p>
          )}
        </section>
        <GradingFacts grading={grading} owned={owned} />
      </div>
      {!hasEnded(grading) && <CompletePanel grading={grading} problem={problem} />}
      <section
        class="panel"
        aria-labelledby="timeline-title"
        {...live('timeline', here, 'gradings', 'deliveries', 'clock', 'traffic')}
      >
        <h2 id="timeline-title">Timeline</h2>
        <Timeline events={events} nowMs={nowMs} />
      </section>
      {grades !== null && <Pictures pictures={picturesOf(grading)} />}
      <section
        class="panel"
        aria-labelledby="deliveries-title"
        {...live('deliveries', here, 'deliveries', 'clock')}
      >
        <h2 id="deliveries-title">Deliveries</h2>
        <Deliveries
          deliveries={deliveries}
          nowMs={nowMs}
          withGrading={false}
          empty="When the grading ends, each target of its outcome gets a delivery."
        />
      </section>
      <ApiResponse path={`/v1/gradings/${id}`} response={response} origin={origin} />
    </>
  );
}

/** Updates the page until the grading has ended. */
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
        'It stays in progress until you complete it.'
      )}
    </Empty>
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
