import type { JournalEntry } from '../../http/journal.js';
import type { LabelCount } from '../../store/counts.js';
import type { Delivery } from '../../store/deliveries.js';
import { maskedUrl } from '../../webhooks/target-url.js';
import { doneSteps, firstSteps } from '../first-use.js';
import type { PageRequest, PortalRoute } from '../page.js';
import { DeliveryChart, GradeChart } from '../parts/charts.js';
import { Copyable } from '../parts/copyable.js';
import { DeliveryState } from '../parts/delivery-table.js';
import { Empty } from '../parts/empty.js';
import { FirstUse } from '../parts/first-use.js';
import { live } from '../parts/live.js';
import { Moment } from '../parts/moment.js';
import { Status } from '../parts/status.js';
import type { PortalDependencies } from '../portal-dependencies.js';

const CHARTED = 500;
const FAILURES = 5;

interface Facts {
  grades: LabelCount[];
  states: LabelCount[];
  activeKeys: number;
  targets: number;
  deliveries: Delivery[];
  refused: JournalEntry[];
}

/** The first page: how to call the mock, what it holds, and the last failures. */
export function overviewRoute(dependencies: PortalDependencies): PortalRoute {
  return {
    method: 'get',
    path: '/',
    async show(request) {
      const facts = await gather(dependencies, request);
      const steps = await doneSteps(dependencies, request.account);
      return {
        title: 'Overview',
        section: 'overview',
        content: (
          <>
            <section {...live('first-use', '/dashboard', 'keys', 'traffic', 'targets', 'deliveries')}>
              {steps.length < firstSteps.length ? (
                <FirstUse done={steps} origin={request.origin} />
              ) : (
                <QuickStart origin={request.origin} />
              )}
            </section>
            <div
              class="stack"
              {...live(
                'state',
                '/dashboard',
                'traffic',
                'keys',
                'targets',
                'deliveries',
                'gradings',
                'clock',
              )}
            >
              <Counts {...facts} />
              <div class="columns">
                <section class="panel" aria-labelledby="grades">
                  <h2 id="grades">Grades</h2>
                  {facts.grades.some(({ label }) => label !== '') ? (
                    <GradeChart counted={facts.grades} />
                  ) : (
                    <Empty title="No graded cards">The grades of graded cards are shown here.</Empty>
                  )}
                </section>
                <section class="panel" aria-labelledby="over-time">
                  <h2 id="over-time">Deliveries</h2>
                  {facts.deliveries.length > 0 ? (
                    <DeliveryChart deliveries={facts.deliveries} nowMs={request.nowMs} />
                  ) : (
                    <Empty title="No deliveries yet">
                      Add a target under <a href="/dashboard/webhooks">Webhooks</a> and fire a webhook.
                    </Empty>
                  )}
                </section>
              </div>
              <LastFailures refused={facts.refused} deliveries={facts.deliveries} nowMs={request.nowMs} />
            </div>
          </>
        ),
      };
    },
  };
}

async function gather(
  { store, services, journal }: PortalDependencies,
  { account }: PageRequest,
): Promise<Facts> {
  const keys = await services.keys.list({ account: account.id });
  const { userId } = account;
  const mine = userId !== null;
  return {
    grades: mine ? await store.counts.list(userId, 'card_grade') : [],
    states: mine ? await store.counts.list(userId, 'grading_state') : [],
    activeKeys: keys.filter(({ revokedAt }) => revokedAt === null).length,
    targets: mine ? (await services.targets.list({ account: account.id })).length : 0,
    deliveries: mine ? await services.deliveries.list({ account: account.id, limit: CHARTED }) : [],
    refused: (await journal.list())
      .filter(
        ({ status, accountId }) =>
          (status >= 400 || status === 0) && (accountId ?? account.id) === account.id,
      )
      .slice(0, FAILURES),
  };
}

function QuickStart({ origin }: { origin: string }) {
  return (
    <section class="panel" aria-labelledby="quick-start">
      <h2 id="quick-start">Quick start</h2>
      <p class="prose">
        Create a key under <a href="/dashboard/api-keys">API keys</a>, then configure your client with its
        token:
      </p>
      <div>
        <Copyable id="base-url" name="Base URL" text={origin} />
        <Copyable id="set-token" name="Your token" text="export CHCK_TOKEN=shbx_…" />
        <Copyable
          id="first-call"
          name="First call"
          text={`curl -H "Authorization: Bearer $CHCK_TOKEN" "${origin}/v1/gradings?limit=2"`}
        />
      </div>
    </section>
  );
}

function Counts({ grades, states, activeKeys, targets, deliveries }: Facts) {
  const raw = grades.find(({ label }) => label === '')?.count ?? 0;
  const cards = total(grades);
  const waiting = deliveries.filter(({ state }) => state === 'pending' || state === 'sending').length;
  const stateCount = (state: string) => states.find(({ label }) => label === state)?.count ?? 0;
  return (
    <ul class="counts">
      <Count
        href="/dashboard/cards"
        name="Cards"
        count={cards}
        detail={`${shown(cards - raw)} graded, ${shown(raw)} raw`}
      />
      <Count
        href="/dashboard/gradings"
        name="Gradings"
        count={total(states)}
        detail={`${shown(stateCount('in_progress') + stateCount('submitted'))} open, ${shown(stateCount('failed'))} failed`}
      />
      <Count href="/dashboard/api-keys" name="Active keys" count={activeKeys} detail="shown by prefix" />
      <Count
        href="/dashboard/webhooks"
        name="Webhook targets"
        count={targets}
        detail={waiting === 0 ? 'no pending deliveries' : `${shown(waiting)} pending deliveries`}
      />
    </ul>
  );
}

function Count({ href, name, count, detail }: { href: string; name: string; count: number; detail: string }) {
  return (
    <li>
      <a href={href}>
        <span>{name}</span>
        <b>{shown(count)}</b>
        <small>{detail}</small>
      </a>
    </li>
  );
}

function total(counted: readonly LabelCount[]): number {
  return counted.reduce((sum, { count }) => sum + count, 0);
}

function shown(count: number): string {
  return count.toLocaleString('en');
}

interface LastFailuresProps {
  refused: JournalEntry[];
  deliveries: Delivery[];
  nowMs: number;
}

function LastFailures({ refused, deliveries, nowMs }: LastFailuresProps) {
  const failing = deliveries.filter(({ state, attemptCount }) => state === 'pending' && attemptCount > 0);
  return (
    <section class="panel" aria-labelledby="failures">
      <h2 id="failures">Last failures</h2>
      {refused.length === 0 && failing.length === 0 ? (
        <Empty title="Nothing has failed">Refused calls and failing deliveries are listed here.</Empty>
      ) : (
        <ul class="list">
          {refused.map(({ sequence, method, url, status, reason, at }) => (
            <li key={`call ${sequence}`}>
              <Status status={status} />
              <span class="grow">
                <a id={`refused-${sequence}`} href={`/dashboard/traffic/${sequence}`}>
                  <code>
                    {method} {url.slice(0, 90)}
                  </code>
                </a>
                {reason && <small class="block">{reason}</small>}
              </span>
              <span class="faint">
                <Moment at={at} nowMs={nowMs} />
              </span>
            </li>
          ))}
          {failing.slice(0, FAILURES).map((delivery) => (
            <li key={`delivery ${delivery.id}`}>
              <DeliveryState {...delivery} />
              <span class="grow">
                <a id={`failing-${delivery.id}`} href={`/dashboard/webhooks/deliveries/${delivery.id}`}>
                  Delivery #{delivery.id}
                </a>{' '}
                to <bdi class="break">{maskedUrl(delivery.url)}</bdi>
                <small class="block">Failed attempts: {delivery.attemptCount}</small>
              </span>
              <span class="faint">
                <Moment at={delivery.createdAt} nowMs={nowMs} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
