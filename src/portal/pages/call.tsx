import { type Explanation, explain } from '../../diagnosis/explain.js';
import { type FindCopies, type Hint, hintsFor } from '../../diagnosis/hints.js';
import { NotFoundError } from '../../errors.js';
import type { JournalEntry } from '../../http/journal.js';
import { readableBody } from '../json-text.js';
import type { PortalRoute } from '../page.js';
import { Copyable } from '../parts/copyable.js';
import { Message } from '../parts/message.js';
import { Instant } from '../parts/moment.js';
import { Status } from '../parts/status.js';
import type { PortalDependencies } from '../portal-dependencies.js';

/** Finds the caller's copies of a catalog card. */
export function copiesFinder({ store }: PortalDependencies): FindCopies {
  return async (accountId, cardId) => {
    const account = await store.accounts.find(accountId);
    return account?.userId == null ? [] : store.cards.copiesOf(account.userId, cardId);
  };
}

/** One call: request and response, the reason of a refusal, and hints. */
export function callRoute(dependencies: PortalDependencies): PortalRoute {
  const { journal, store } = dependencies;
  return {
    method: 'get',
    path: '/traffic/:sequence',
    async show({ params, origin }) {
      const sequence = params.id('sequence') ?? 0;
      const found = journal.withEarlier(sequence);
      if (found === undefined) {
        throw new NotFoundError(
          `Call ${params.raw('sequence')} is no longer in the journal: the traffic was cleared, or the call is too old.`,
        );
      }
      const { entry, earlier } = found;
      const hints = await hintsFor(entry, earlier, copiesFinder(dependencies));
      const account = entry.accountId === null ? undefined : await store.accounts.find(entry.accountId);
      return {
        title: `${entry.method} ${entry.url.split('?')[0]}`,
        section: 'traffic',
        content: (
          <>
            <Facts entry={entry} account={account?.name} />
            <Refusal explanation={explain(entry, origin)} />
            <Hints hints={hints} />
            <div class="columns">
              <div class="panel">
                <Message
                  name="Request"
                  line={`${entry.method} ${entry.url}`}
                  headers={entry.requestHeaders}
                  body={readableBody(entry.requestBody)}
                />
              </div>
              <div class="panel">
                <Message
                  name="Response"
                  line={String(entry.status)}
                  headers={entry.responseHeaders}
                  body={readableBody(entry.responseBody)}
                />
              </div>
            </div>
          </>
        ),
      };
    },
  };
}

function Facts({ entry, account }: { entry: JournalEntry; account: string | undefined }) {
  const { status, at, durationMs, keyPrefix, operationId, id, clientAddress } = entry;
  return (
    <section class="panel" aria-label="About this call">
      <dl class="facts">
        <dt>Status</dt>
        <dd>
          <Status status={status} />
        </dd>
        <dt>Operation</dt>
        <dd>
          {operationId === null ? (
            <span class="faint">None</span>
          ) : (
            <a href={`/docs/${operationId}`}>{operationId}</a>
          )}
        </dd>
        <dt>Time (UTC)</dt>
        <dd>
          <Instant at={at} />, took {durationMs.toFixed(1)} ms
        </dd>
        <dt>Key</dt>
        <dd>{keyPrefix === null ? <span class="faint">None</span> : <code>{keyPrefix}…</code>}</dd>
        <dt>Account</dt>
        <dd>{account === undefined ? <span class="faint">Unknown</span> : <bdi>{account}</bdi>}</dd>
        <dt>Client</dt>
        <dd>{clientAddress}</dd>
        <dt>Request id</dt>
        <dd>
          <code>{id}</code>
        </dd>
      </dl>
    </section>
  );
}

function Refusal({ explanation }: { explanation: Explanation | null }) {
  if (explanation === null) return null;
  const { rule, section, sentence, curl } = explanation;
  return (
    <section class="panel" aria-labelledby="refusal">
      <h2 id="refusal">
        Reason of the refusal <code>{rule}</code>
        <small>contract {section}</small>
      </h2>
      <p class="prose">{sentence}</p>
      <Copyable id="corrected" name="Send instead (your token in CHCK_TOKEN)" text={curl} />
    </section>
  );
}

function Hints({ hints }: { hints: Hint[] }) {
  if (hints.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="hints">
      <h2 id="hints">{hints.length === 1 ? 'Hint' : 'Hints'}</h2>
      <ul class="list">
        {hints.map(({ code, sentence }) => (
          <li key={code}>
            <span class="badge warn">{code}</span>
            <span class="grow">{sentence}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
