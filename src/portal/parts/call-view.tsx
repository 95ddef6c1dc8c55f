import type { Explanation } from '../../diagnosis/explain.js';
import type { Hint } from '../../diagnosis/hints.js';
import type { JournalEntry } from '../../http/journal.js';
import { codeSamples } from '../code-samples.js';
import { readableBody } from '../json-text.js';
import { Copyable } from './copyable.js';
import { Message } from './message.js';
import { Instant } from './moment.js';
import { Status } from './status.js';

/** The facts of a call. */
export function CallFacts({ entry, account }: { entry: JournalEntry; account: string | undefined }) {
  const { sequence, status, at, durationMs, keyPrefix, operationId, id, clientAddress, fault } = entry;
  return (
    <section class="panel" aria-labelledby="call-facts">
      <h2 id="call-facts">
        <a href={`/dashboard/traffic/${sequence}`}>
          <code>
            {entry.method} {entry.path}
          </code>
        </a>
      </h2>
      <dl class="facts">
        <dt>Status</dt>
        <dd>
          <Status status={status} /> {fault !== null && <span class="badge warn">fault: {fault}</span>}
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
      </dl>
      <Copyable id="request-id" name="Request id" text={id} />
    </section>
  );
}

/** Why a call was refused, and what to send instead. */
export function Refusal({ explanation }: { explanation: Explanation | null }) {
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

export function Hints({ hints }: { hints: Hint[] }) {
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

/** The call as code, to be copied. */
export function CodeSamples({ entry, origin }: { entry: JournalEntry; origin: string }) {
  return (
    <details class="panel">
      <summary>Copy as curl, fetch, Python or HTTPie</summary>
      {codeSamples(entry, origin).map(({ name, code }) => (
        <Copyable key={name} id={`as-${name}`} name={name} text={code} />
      ))}
    </details>
  );
}

/** The request and the response. */
export function Messages({ entry }: { entry: JournalEntry }) {
  return (
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
          id="response-body"
          name="Response"
          line={String(entry.status)}
          headers={entry.responseHeaders}
          body={readableBody(entry.responseBody)}
        />
      </div>
    </div>
  );
}
