import { NotFoundError } from '../../errors.js';
import type { OwnedCard } from '../../store/cards.js';
import type { Grading } from '../../store/gradings.js';
import type { PortalRoute } from '../page.js';
import { ApiResponse } from '../parts/api-response.js';
import { cardLine, dollars } from '../parts/card-text.js';
import { Empty } from '../parts/empty.js';
import { Grade } from '../parts/grade.js';
import { GradingStateBadge, shortId } from '../parts/grading-text.js';
import { live } from '../parts/live.js';
import { Moment } from '../parts/moment.js';
import { Pictures } from '../parts/pictures.js';
import type { PortalDependencies } from '../portal-dependencies.js';

/** One card: pictures, facts, gradings, and the API's response (contract §6). */
export function cardRoute({ store, apiResponses }: PortalDependencies): PortalRoute {
  return {
    method: 'get',
    path: '/cards/:id',
    async show({ account, params, origin, nowMs }) {
      const id = params.id('id') ?? 0;
      const userId = account.userId ?? 0;
      const owned = await store.cards.find(userId, id);
      if (owned === undefined) {
        throw new NotFoundError(
          `${account.name} has no card ${params.raw('id')}. The gallery shows the existing ones.`,
        );
      }
      const gradings = await store.gradings.listByCard(id);
      const response = await apiResponses.getCard(userId, id, origin);
      return {
        title: owned.card.playerName,
        section: 'cards',
        parent: { name: 'Cards', href: '/dashboard/cards' },
        actions: (
          <a class="button" href={`/dashboard/gradings/new?card=${id}`}>
            Grade this card
          </a>
        ),
        content: (
          <>
            <CardPictures owned={owned} gradings={gradings} />
            <div class="columns" {...live('facts', `/dashboard/cards/${id}`, 'gradings')}>
              <Facts owned={owned} />
              <LinkedGradings gradings={gradings} nowMs={nowMs} />
            </div>
            <ApiResponse path={`/v1/cards/${id}`} response={response} origin={origin} />
          </>
        ),
      };
    },
  };
}

function CardPictures({ owned: { userCard }, gradings }: { owned: OwnedCard; gradings: Grading[] }) {
  const graded = gradings.find(({ grades }) => grades !== null);
  const reported = graded?.capture === 'full' ? graded : undefined;
  return (
    <Pictures
      pictures={[
        ...(userCard.photographed ? pair(`cards/${userCard.id}/`, 'Card') : []),
        ...(graded ? pair(`gradings/${graded.id}/slab-`, 'Slab') : []),
        ...(reported ? pair(`gradings/${reported.id}/damage-report-`, 'Damage report') : []),
      ]}
    />
  );
}

/** Front and back of one kind of picture. */
function pair(path: string, name: string) {
  return [
    { path: `${path}front.png`, name: `${name}, front` },
    { path: `${path}back.png`, name: `${name}, back` },
  ];
}

function Facts({ owned: { userCard, card } }: { owned: OwnedCard }) {
  const facts: [string, string | null][] = [
    ['Card', cardLine(card)],
    ['Set', card.setName],
    ['Variant', card.variant],
    ['Team', card.teamName],
    ['Category', card.category],
    ['Value', card.shoeboxValue === null ? null : dollars(card.shoeboxValue)],
    ['Added', userCard.addedAt],
    ['user_card_id', String(userCard.id)],
    ['cards.id', String(card.id)],
    ['Share slug', userCard.shareSlug],
    ['TCDB', card.tcdbId === null ? null : String(card.tcdbId)],
  ];
  return (
    <section class="panel" aria-labelledby="facts-title">
      <h2 id="facts-title">About this card</h2>
      <dl class="facts">
        <div>
          <dt>Grade</dt>
          <dd>
            <Grade grade={userCard.grade} grader={userCard.grader} />
          </dd>
        </div>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value === null ? <span class="faint">Unknown</span> : <bdi>{value}</bdi>}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function LinkedGradings({ gradings, nowMs }: { gradings: Grading[]; nowMs: number }) {
  return (
    <section class="panel" aria-labelledby="gradings">
      <h2 id="gradings">Gradings</h2>
      {gradings.length === 0 ? (
        <Empty title="Never graded">Grade this card to see how a grading proceeds.</Empty>
      ) : (
        <ul class="list">
          {gradings.map(({ id, state, grades, createdAt }) => (
            <li key={id}>
              <a href={`/dashboard/gradings/${id}`}>
                <code>{shortId(id)}</code>
              </a>
              <GradingStateBadge state={state} />
              {grades?.full != null && <Grade grade={grades.full} />}
              <span class="faint end">
                <Moment at={createdAt} nowMs={nowMs} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
