import type { OwnedCard } from '../../store/cards.js';
import type { LabelCount } from '../../store/counts.js';
import type { Grading, GradingState } from '../../store/gradings.js';
import type { PortalRoute } from '../page.js';
import { cardLine } from '../parts/card-text.js';
import { Empty } from '../parts/empty.js';
import { Grade } from '../parts/grade.js';
import { captureWords, GradingStateBadge, shortId, stateWords } from '../parts/grading-text.js';
import { live } from '../parts/live.js';
import { Moment } from '../parts/moment.js';
import { NoUser } from '../parts/no-user.js';
import { BeyondLastPage, Pager, pageOf } from '../parts/pager.js';
import type { PortalDependencies } from '../portal-dependencies.js';

const HOME = '/dashboard/gradings';
const PAGE_SIZE = 25;
const states = ['submitted', 'in_progress', 'completed', 'failed'] as const;

interface Row {
  grading: Grading;
  owned: OwnedCard | undefined;
}

/** The gradings of an account, newest first (contract §5). */
export function gradingsRoute({ store }: PortalDependencies): PortalRoute {
  return {
    method: 'get',
    path: '/gradings',
    async show(request) {
      const { account, query, nowMs } = request;
      const frame = { title: 'Gradings', section: 'gradings' as const };
      const { userId } = account;
      if (userId === null) return { ...frame, content: <NoUser account={account} /> };
      const state = states.find((known) => known === query.text('state'));
      const page = query.id('page') ?? 1;
      const counted = await store.counts.list(userId, 'grading_state');
      const count = countOf(counted, state);
      const range = { state, limit: PAGE_SIZE + 1, offset: (page - 1) * PAGE_SIZE };
      const { rows: gradings, more } = pageOf(
        count === 0 ? [] : await store.gradings.page(userId, range),
        PAGE_SIZE,
      );
      const rows = await Promise.all(
        gradings.map(async (grading) => ({
          grading,
          owned: await store.cards.find(userId, grading.userCardId),
        })),
      );
      const pages = Math.max(1, Math.ceil(count / PAGE_SIZE));
      const isBeyond = page > pages;
      const hrefOf = (number: number) => HOME + query.with({ page: number === 1 ? undefined : number });
      return {
        ...frame,
        actions: (
          <a class="button" href={`${HOME}/new`}>
            New grading
          </a>
        ),
        content: (
          <section
            class="panel"
            aria-label="Gradings"
            {...live('gradings', request.url, 'gradings', 'clock')}
          >
            <States counted={counted} state={state} />
            {isBeyond && <BeyondLastPage page={page} last={pages} href={hrefOf} />}
            {rows.length === 0 && !isBeyond && <NoGradings state={state} />}
            {rows.length > 0 && <GradingTable rows={rows} nowMs={nowMs} />}
            <Pager page={page} more={more} pages={pages} href={hrefOf} />
          </section>
        ),
      };
    },
  };
}

function countOf(counted: LabelCount[], state: GradingState | undefined): number {
  return counted
    .filter(({ label }) => state === undefined || label === state)
    .reduce((sum, { count }) => sum + count, 0);
}

function States({ counted, state }: { counted: LabelCount[]; state: GradingState | undefined }) {
  return (
    <nav class="tabs" aria-label="Which gradings">
      {[undefined, ...states].map((known) => (
        <a
          key={known}
          id={`state-${known ?? 'all'}`}
          href={known === undefined ? HOME : `${HOME}?state=${known}`}
          aria-current={known === state ? 'page' : undefined}
        >
          {known === undefined ? 'All' : stateWords(known)}{' '}
          <span class="count">{countOf(counted, known).toLocaleString('en')}</span>
        </a>
      ))}
    </nav>
  );
}

function GradingTable({ rows, nowMs }: { rows: Row[]; nowMs: number }) {
  return (
    <div class="scroll">
      <table class="cards-when-narrow">
        <thead>
          <tr>
            <th scope="col">Grading</th>
            <th scope="col">Card</th>
            <th scope="col">State</th>
            <th scope="col">Grade</th>
            <th scope="col">Capture</th>
            <th scope="col">Submitted</th>
            <th scope="col">Last change</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(
            ({ grading: { id, state, grades, capture, createdAt, updatedAt, userCardId }, owned }) => (
              <tr key={id}>
                <th scope="row">
                  <a id={`grading-${id}`} href={`${HOME}/${id}`}>
                    <code>{shortId(id)}</code>
                  </a>
                </th>
                <td>
                  <a id={`card-of-${id}`} class="plain" href={`/dashboard/cards/${userCardId}`}>
                    <bdi class="strong">{owned?.card.playerName ?? `Card ${userCardId}`}</bdi>
                  </a>
                  {owned && <small class="block">{cardLine(owned.card)}</small>}
                </td>
                <td>
                  <GradingStateBadge state={state} />
                </td>
                <td data-label="Grade">
                  {grades?.full != null ? <Grade grade={grades.full} /> : <span class="faint">None</span>}
                </td>
                <td data-label="Capture">{captureWords(capture)}</td>
                <td data-label="Submitted" class="nowrap">
                  <Moment at={createdAt} nowMs={nowMs} />
                </td>
                <td data-label="Last change" class="nowrap">
                  <Moment at={updatedAt} nowMs={nowMs} />
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

function NoGradings({ state }: { state: GradingState | undefined }) {
  if (state !== undefined) {
    return (
      <Empty title={`No grading is ${stateWords(state).toLowerCase()}`}>
        <a href={HOME}>Show all gradings</a>, or start a new grading.
      </Empty>
    );
  }
  return (
    <Empty title="No gradings yet">
      <a href={`${HOME}/new`}>Start a new grading</a>.
    </Empty>
  );
}
