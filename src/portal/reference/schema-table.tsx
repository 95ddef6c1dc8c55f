import { marksOf } from '../../contract/provenance.js';
import { expectation } from '../../openapi/expectation.js';
import { type Schema, schemaPlace } from '../../openapi/schema.js';
import { MarkBadge } from './mark-badge.js';
import { Inline } from './rich-text.js';

interface Row {
  name: string;
  depth: number;
  required: boolean;
  schema: Schema;
}

/** Every property of a schema, at any depth, with its description and provenance. */
export function SchemaTable({ schema }: { schema: Schema }) {
  const rows = rowsOf(schema, 0);
  if (rows.length === 0) return <p>The value is {expectation(schema)}.</p>;
  return (
    <div class="scroll">
      <table class="cards-when-narrow schema">
        <thead>
          <tr>
            <th scope="col">Property</th>
            <th scope="col">Description</th>
            <th scope="col">Provenance</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.depth} ${row.schema[schemaPlace].pointer}`}>
              <th scope="row" class={`depth-${Math.min(row.depth, 3)}`}>
                <code>{row.name}</code>
                {!row.required && <small>optional</small>}
              </th>
              <td>
                <Words schema={row.schema} />
              </td>
              <td>
                <Provenance schema={row.schema} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A schema in words. */
export function Words({ schema }: { schema: Schema }) {
  const { description, default: fallback } = schema;
  return (
    <>
      {wordsOf(schema)}
      {fallback !== undefined && (
        <>
          , <code>{JSON.stringify(fallback)}</code> when absent
        </>
      )}
      {description && (
        <small class="block">
          <Inline text={description} />
        </small>
      )}
    </>
  );
}

/** The provenance of a schema, and of the keywords in it that are assumed. */
export function Provenance({ schema }: { schema: Schema }) {
  const { mark, presence, assumed, otherReading } = marksOf(schema);
  const differs = presence.provenance !== mark.provenance;
  return (
    <>
      <MarkBadge mark={mark} />
      {differs && (
        <span class="block">
          presence: <MarkBadge mark={presence} />
        </span>
      )}
      {Object.entries(assumed).map(([keyword, source]) => (
        <span class="block" key={keyword}>
          {keyword}: <MarkBadge mark={{ provenance: 'assumed', source }} />
        </span>
      ))}
      {otherReading && (
        <span class="block">
          or {wordsOf(otherReading.schema)}: <MarkBadge mark={otherReading.mark} />
        </span>
      )}
    </>
  );
}

function wordsOf(schema: Schema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(wordsOf).join(', or ');
  if (schema.items !== undefined) return `a list; each item is ${wordsOf(schema.items)}`;
  return expectation(schema);
}

function rowsOf(schema: Schema, depth: number): Row[] {
  const inner = [...(schema.anyOf ?? []), ...(schema.items === undefined ? [] : [schema.items])];
  const nested = inner.flatMap((child) => rowsOf(child, depth));
  const { properties = {}, required = [], additionalProperties } = schema;
  const own = Object.entries(properties).flatMap(([name, child]) => [
    { name, depth, required: required.includes(name), schema: child },
    ...rowsOf(child, depth + 1),
  ]);
  const others =
    typeof additionalProperties !== 'object'
      ? []
      : [{ name: '(any other)', depth, required: false, schema: additionalProperties }];
  return [...own, ...others, ...nested];
}
