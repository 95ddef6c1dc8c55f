import { apiDocument } from '../../contract/document.js';
import { operations, webhookOperation } from '../../contract/operations.js';
import { markOf, provenanceAt } from '../../contract/provenance.js';
import type { Operation } from '../../openapi/operation.js';
import { MarkBadge } from './mark-badge.js';
import { RichText } from './rich-text.js';

/** The first page of the API reference: about the API, the provenance marks, and every operation. */
export function StartPage() {
  const { info, tags, servers } = apiDocument();
  const all = [...operations().values()];
  return (
    <>
      <section class="panel" aria-labelledby="about">
        <h2 id="about">
          {info.title} <small>version {info.version}</small>
        </h2>
        <RichText text={info.description} />
        <ul class="list">
          {servers.map((server, index) => (
            <li key={server.url}>
              <code>{server.url}</code>
              <span class="grow">{server.description}</span>
              <MarkBadge mark={provenanceAt(`/servers/${index}`)} />
            </li>
          ))}
        </ul>
        <p>
          The document itself: <a href="/openapi.yaml">openapi.yaml</a>,{' '}
          <a href="/openapi.json">openapi.json</a>.
        </p>
      </section>
      <Legend />
      {tags.map(({ name, description }) => (
        <section key={name} class="panel" aria-labelledby={`tag-${name}`}>
          <h2 id={`tag-${name}`}>{name}</h2>
          <p class="faint">{description}</p>
          <ul class="list">
            {all
              .filter(({ tag }) => tag === name)
              .map((operation) => (
                <OperationLine key={operation.id} operation={operation} />
              ))}
            {name === 'Webhooks' && <WebhookLine />}
          </ul>
        </section>
      ))}
    </>
  );
}

function OperationLine({ operation: { id, method, path, summary, place } }: { operation: Operation }) {
  return (
    <li id={id}>
      <a href={`/docs/${id}`}>
        <code>
          <b>{method.toUpperCase()}</b> {path}
        </code>
      </a>
      <span class="grow">{summary}</span>
      <MarkBadge mark={markOf(place)} />
    </li>
  );
}

function WebhookLine() {
  const { summary, place } = webhookOperation();
  return (
    <li>
      <a href="/docs/gradingCompleted">
        <code>
          <b>POST</b> to your target
        </code>
      </a>
      <span class="grow">{summary}</span>
      <MarkBadge mark={markOf(place)} />
    </li>
  );
}

const meanings = [
  ['seed', 'Stated in the guide pages “Getting started” and “API keys”.'],
  ['documented', "Stated in another page of CHCK's published guide, which is named beside the mark."],
  ['assumed', 'Not published. The mock does what we consider most likely. Ask CHCK before you depend on it.'],
] as const;

function Legend() {
  return (
    <section class="panel" aria-labelledby="marks">
      <h2 id="marks">Provenance</h2>
      <dl class="facts">
        {meanings.map(([provenance, meaning]) => (
          <div key={provenance}>
            <dt>
              <span class={`badge ${provenance}`}>{provenance}</span>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
