import type { OwnedCard } from '../../store/cards.js';
import type { Grading } from '../../store/gradings.js';
import { cardLine } from './card-text.js';
import { captureWords, GradingStateBadge } from './grading-text.js';
import { Instant } from './moment.js';

/** What is known of a grading besides its grades. */
export function GradingFacts({ grading, owned }: { grading: Grading; owned: OwnedCard | undefined }) {
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
