import { NotFoundError } from '../../errors.js';
import type { Attempt } from '../../store/attempts.js';
import type { Delivery } from '../../store/deliveries.js';
import { maskedUrl } from '../../webhooks/target-url.js';
import { done, type PageRequest, type PortalRoute, withProblem } from '../page.js';
import type { PageView } from '../page-result.js';
import { AttemptComparison } from '../parts/attempt-comparison.js';
import { attemptResult, DeliveryState, OutcomeBadge } from '../parts/delivery-table.js';
import { Empty } from '../parts/empty.js';
import { Form } from '../parts/form.js';
import { live } from '../parts/live.js';
import { Message } from '../parts/message.js';
import { Instant, Moment } from '../parts/moment.js';
import type { PortalDependencies } from '../portal-dependencies.js';

const HOME = '/dashboard/webhooks/deliveries';
/** The number of attempts whose bytes are shown, so that the page stays small. Earlier ones can be compared. */
const MAX_SHOWN = 8;

/** One delivery with the bytes of every attempt (contract §8). */
export function deliveryRoutes({ services: { deliveries } }: PortalDependencies): PortalRoute[] {
  const find = async ({ account, params }: PageRequest) => {
    const found = await deliveries.get(params.id('id') ?? 0);
    if (found.delivery.userId === account.userId) return found;
    throw new NotFoundError(`${account.name} has no delivery ${params.raw('id')}.`);
  };
  const page = async (request: PageRequest): Promise<PageView> => {
    const { delivery, attempts } = await find(request);
    const { id } = delivery;
    return {
      title: `Delivery #${id}`,
      section: 'webhooks',
      parent: { name: 'Webhooks', href: '/dashboard/webhooks' },
      actions: <Actions delivery={delivery} />,
      content: (
        <div
          class="stack"
          {...live('delivery', `${HOME}/${id}${request.query.with({})}`, 'deliveries', 'clock')}
        >
          <Facts delivery={delivery} nowMs={request.nowMs} />
          <Attempts delivery={delivery} attempts={attempts} />
          <AttemptComparison attempts={attempts} query={request.query} />
        </div>
      ),
    };
  };
  return [
    { method: 'get', path: '/webhooks/deliveries/:id', show: page },
    {
      method: 'post',
      path: '/webhooks/deliveries/:id/resend',
      async submit(request) {
        const { delivery } = await find(request);
        const copy = await deliveries.resend(delivery.id);
        return done(`${HOME}/${copy.id}`, `Delivery #${delivery.id} is sent again as #${copy.id}.`);
      },
      show: (request, problem) => withProblem(page(request), problem),
    },
  ];
}

function Actions({ delivery: { id, state } }: { delivery: Delivery }) {
  const isOpen = state === 'pending' || state === 'sending';
  return (
    <div {...live('delivery-actions', `${HOME}/${id}`, 'deliveries')} class="buttons">
      {state === 'pending' && (
        <Form action={`${HOME}/${id}/retry`}>
          <button type="submit">Retry now</button>
        </Form>
      )}
      {isOpen && (
        <Form action={`${HOME}/${id}/cancel`}>
          <button type="submit" class="quiet">
            Cancel delivery
          </button>
        </Form>
      )}
      <Form action={`${HOME}/${id}/resend`}>
        <button type="submit" class={isOpen ? 'quiet' : undefined}>
          Send again
        </button>
      </Form>
    </div>
  );
}

function Facts({ delivery, nowMs }: { delivery: Delivery; nowMs: number }) {
  const { targetId, url, gradingId, outcome, fault, messageId, nextAttemptAt, createdAt } = delivery;
  return (
    <section class="panel" aria-label="About this delivery">
      <dl class="facts">
        <dt>State</dt>
        <dd>
          <DeliveryState {...delivery} />{' '}
          {nextAttemptAt && (
            <span>
              next try <Moment at={nextAttemptAt} nowMs={nowMs} />
            </span>
          )}
        </dd>
        <dt>Outcome</dt>
        <dd>
          <OutcomeBadge outcome={outcome} />
        </dd>
        <dt>To</dt>
        <dd>
          <bdi>{maskedUrl(url)}</bdi>{' '}
          <small>{targetId === null ? 'no registered target' : `target ${targetId}`}</small>
        </dd>
        <dt>Grading</dt>
        <dd>
          <a href={`/dashboard/gradings/${gradingId}`}>
            <code>{gradingId}</code>
          </a>
        </dd>
        {fault && (
          <>
            <dt>Fault</dt>
            <dd>
              <span class="badge warn">{fault}</span>
            </dd>
          </>
        )}
        <dt>Message id</dt>
        <dd>
          <code>{messageId}</code>
        </dd>
        <dt>Created</dt>
        <dd>
          <Moment at={createdAt} nowMs={nowMs} />
        </dd>
      </dl>
    </section>
  );
}

function Attempts({ delivery: { state, url }, attempts }: { delivery: Delivery; attempts: Attempt[] }) {
  if (attempts.length === 0) {
    return (
      <section class="panel">
        <Empty title="No attempt yet">
          {state === 'dropped'
            ? 'A fault drops this delivery, so it is never sent.'
            : 'The first attempt is made when it is due.'}
        </Empty>
      </section>
    );
  }
  return (
    <>
      {attempts.length > MAX_SHOWN && (
        <p class="faint">
          The latest {MAX_SHOWN} of {attempts.length.toLocaleString('en')} attempts. Choose earlier ones
          below, under the difference between attempts.
        </p>
      )}
      {attempts
        .slice(-MAX_SHOWN)
        .reverse()
        .map((attempt) => (
          <section key={attempt.id} class="panel" aria-labelledby={`attempt-${attempt.number}`}>
            <h2 id={`attempt-${attempt.number}`}>
              Attempt {attempt.number}{' '}
              <span
                class={`badge ${attempt.failure === null && attempt.durationMs !== null ? 'good' : 'bad'}`}
              >
                {attemptResult(attempt)}
              </span>
              <small>
                <Instant at={attempt.startedAt} />
                {attempt.durationMs !== null && `, ${attempt.durationMs} ms`}
              </small>
            </h2>
            {attempt.failureDetail && <p class="faint">{attempt.failureDetail}</p>}
            <div class="columns">
              <Message
                name="Request"
                line={`POST ${maskedUrl(url)}`}
                headers={attempt.requestHeaders}
                body={attempt.requestBody}
              />
              <Message
                name="Response"
                line={attempt.responseStatus === null ? 'No response' : String(attempt.responseStatus)}
                headers={attempt.responseHeaders ?? {}}
                body={attempt.responseBody}
              />
            </div>
          </section>
        ))}
    </>
  );
}
