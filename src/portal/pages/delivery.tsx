import { NotFoundError } from '../../errors.js';
import type { Attempt } from '../../store/attempts.js';
import type { Delivery } from '../../store/deliveries.js';
import { Fields } from '../form.js';
import type { PortalRoute, Visit } from '../page.js';
import { attemptWords, DeliveryState, OutcomeBadge } from '../parts/delivery-table.js';
import { Empty } from '../parts/empty.js';
import { Message } from '../parts/message.js';
import { Instant, inWords, Moment } from '../parts/moment.js';
import type { PortalDependencies } from '../portal-dependencies.js';

const HOME = '/dashboard/webhooks/deliveries';

/** One delivery with the bytes of every attempt (contract §8). */
export function deliveryRoutes({ services: { deliveries } }: PortalDependencies): PortalRoute[] {
  const find = async ({ account, params }: Visit) => {
    const found = await deliveries.get(new Fields(new URLSearchParams(params)).id('id') ?? 0);
    if (found.delivery.userId === account.userId) return found;
    throw new NotFoundError(`${account.name} has no delivery ${params.id}.`);
  };
  return [
    {
      method: 'get',
      path: '/webhooks/deliveries/:id',
      async reply(visit) {
        const { delivery, attempts } = await find(visit);
        const { id } = delivery;
        return {
          title: `Delivery #${id}`,
          section: 'webhooks',
          actions: (
            <form method="post" action={`${HOME}/${id}/resend`}>
              <button type="submit">Send again</button>
            </form>
          ),
          content: (
            <div
              id="delivery"
              class="stack"
              hx-get={`${HOME}/${id}`}
              hx-trigger="deliveries from:body, clock from:body"
              hx-select="#delivery"
              hx-swap="outerHTML"
            >
              <Facts delivery={delivery} nowMs={visit.nowMs} />
              <Attempts delivery={delivery} attempts={attempts} />
            </div>
          ),
        };
      },
    },
    {
      method: 'post',
      path: '/webhooks/deliveries/:id/resend',
      async reply(visit) {
        const { delivery } = await find(visit);
        const copy = await deliveries.resend(delivery.id);
        visit.signIn.notice = {
          kind: 'done',
          text: `Delivery #${delivery.id} is sent again as #${copy.id}.`,
        };
        return { location: `${HOME}/${copy.id}` };
      },
    },
  ];
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
              next try{' '}
              <time datetime={nextAttemptAt} title={nextAttemptAt}>
                {inWords(Date.parse(nextAttemptAt), nowMs)}
              </time>
            </span>
          )}
        </dd>
        <dt>Outcome</dt>
        <dd>
          <OutcomeBadge outcome={outcome} />
        </dd>
        <dt>To</dt>
        <dd>
          <bdi>{url}</bdi> <small>{targetId === null ? 'no registered target' : `target ${targetId}`}</small>
        </dd>
        <dt>Grading</dt>
        <dd>
          <a href={`/dashboard/gradings/${gradingId}`}>
            <code>{gradingId}</code>
          </a>
        </dd>
        {fault && (
          <>
            <dt>Disturbed by</dt>
            <dd>
              <span class="badge warn">{fault}</span>
            </dd>
          </>
        )}
        <dt>Message id</dt>
        <dd>
          <code>{messageId}</code>
        </dd>
        <dt>Made</dt>
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
            ? 'A fault asked that this is never sent.'
            : 'The first one is made when it is due.'}
        </Empty>
      </section>
    );
  }
  return (
    <>
      {[...attempts].reverse().map((attempt) => (
        <section key={attempt.id} class="panel" aria-labelledby={`attempt-${attempt.number}`}>
          <h2 id={`attempt-${attempt.number}`}>
            Attempt {attempt.number}{' '}
            <span class={`badge ${attempt.failure === null && attempt.durationMs !== null ? 'good' : 'bad'}`}>
              {attemptWords(attempt)}
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
              line={`POST ${url}`}
              headers={attempt.requestHeaders}
              body={attempt.requestBody}
            />
            <Message
              name="Response"
              line={attempt.responseStatus === null ? 'No answer' : String(attempt.responseStatus)}
              headers={attempt.responseHeaders ?? {}}
              body={attempt.responseBody}
            />
          </div>
        </section>
      ))}
    </>
  );
}
