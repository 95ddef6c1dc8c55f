import { markOf, marksOf } from '../../contract/provenance.js';
import type { Content, Operation, OperationResponse, Parameter } from '../../openapi/operation.js';
import { JsonView } from '../parts/json-view.js';
import { MarkBadge } from './mark-badge.js';
import { Inline, RichText } from './rich-text.js';
import { Provenance, SchemaTable, Words } from './schema-table.js';
import { TryIt } from './try-it.js';

/** One operation as documented, each fact with its provenance, and a form that calls it. */
export function OperationPage({ operation }: { operation: Operation }) {
  const { method, path, summary, description, place, secured, parameters, requestBody, responses } =
    operation;
  return (
    <>
      <section class="panel" aria-labelledby="what">
        <h2 id="what">
          <code>
            <b>{method.toUpperCase()}</b> {path}
          </code>
          <MarkBadge mark={markOf(place)} />
        </h2>
        <p class="strong">{summary}</p>
        <RichText text={description} />
        <p>{secured ? 'Requires a key.' : 'Public.'}</p>
      </section>
      {parameters.length > 0 && <Parameters parameters={parameters} />}
      {requestBody && <RequestBody content={requestBody} />}
      <TryIt operation={operation} />
      {responses.map((response, index) => (
        <Response key={response.status} response={response} open={index === 0} />
      ))}
    </>
  );
}

function Parameters({ parameters }: { parameters: readonly Parameter[] }) {
  return (
    <section class="panel" aria-labelledby="parameters">
      <h2 id="parameters">Parameters</h2>
      <div class="scroll">
        <table class="cards-when-narrow schema">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Description</th>
              <th scope="col">Provenance</th>
            </tr>
          </thead>
          <tbody>
            {parameters.map(({ name, in: location, required, description, schema, place, example }) => (
              <tr key={name}>
                <th scope="row">
                  <code>{name}</code>
                  <small>
                    {location}
                    {required && ', required'}
                  </small>
                </th>
                <td>
                  <Words schema={schema} />
                  <small class="block">
                    <Inline text={description} /> For example <code>{String(example)}</code>.
                  </small>
                </td>
                <td>
                  {markOf(place).provenance !== marksOf(schema).mark.provenance && (
                    <span class="block">
                      parameter: <MarkBadge mark={markOf(place)} />
                    </span>
                  )}
                  <Provenance schema={schema} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** A body that clients, or webhooks, send. */
export function RequestBody({ content }: { content: Content }) {
  return (
    <section class="panel" aria-labelledby="body">
      <h2 id="body">
        Body <code>{content.mediaType}</code> <MarkBadge mark={markOf(content.place)} />
      </h2>
      <SchemaTable schema={content.schema} />
      <Examples content={content} />
    </section>
  );
}

function Response({ response, open }: { response: OperationResponse; open: boolean }) {
  const { status, description, headers, content, place } = response;
  return (
    <details class="panel" open={open}>
      <summary>
        <span class={`badge ${status < '3' ? 'good' : 'warn'}`}>{status}</span> <Inline text={description} />{' '}
        <MarkBadge mark={markOf(place)} />
      </summary>
      {headers.length > 0 && (
        <ul class="list">
          {headers.map((header) => (
            <li key={header.name}>
              <code>{header.name}</code>
              <span class="grow">
                <Inline text={header.description} />
              </span>
              <MarkBadge mark={markOf(header.place)} />
            </li>
          ))}
        </ul>
      )}
      {content === null ? (
        <p class="faint">No body.</p>
      ) : (
        <>
          <SchemaTable schema={content.schema} />
          <Examples content={content} />
        </>
      )}
    </details>
  );
}

function Examples({ content: { examples } }: { content: Content }) {
  return (
    <>
      {Object.entries(examples).map(([name, { summary, value }]) => (
        <details key={name} class="example">
          <summary>Example: {summary}</summary>
          <JsonView value={value} origin="" />
        </details>
      ))}
    </>
  );
}
