import { expectation } from '../../openapi/expectation.js';
import type { ResolvedSchema } from '../../openapi/resolve-schema.js';
import { MarkBadge } from './mark-badge.js';
import { Inline } from './rich-text.js';

interface Row {
  name: string;
  depth: number;
  required: boolean;
  schema: ResolvedSchema;
}

/** Every property of a schema, however deep, each with what it must be and where that comes from. */
export function SchemaTable({ schema }: { schema: ResolvedSchema }) {
  const rows = rowsOf(schema, 0);
  if (rows.length === 0) return <p>The value is {expectation(schema)}.</p>;
  return (
    <div class="scroll">
      <table class="cards-when-narrow schema">
        <thead>
          <tr>
            <th scope="col">Property</th>
            <th scope="col">What it is</th>
            <th scope="col">Provenance</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.depth} ${row.schema['x-presence'].pointer}`}>
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

/** What a schema demands, in words. */
export function Words({ schema }: { schema: ResolvedSchema }) {
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

/** The marks of a schema: of the whole, and of what in it is assumed although the rest is not. */
export function Provenance({ schema }: { schema: ResolvedSchema }) {
  const {
    'x-mark': mark,
    'x-presence': presence,
    'x-assumed': assumed = {},
    'x-other-reading': other,
  } = schema;
  const differs = presence.provenance !== mark.provenance;
  const keywords = Object.entries(assumed).filter(([keyword]) => keyword !== 'presence');
  return (
    <>
      <MarkBadge mark={mark} />
      {differs && (
        <span class="block">
          that it is there: <MarkBadge mark={presence} />
        </span>
      )}
      {keywords.map(([keyword, source]) => (
        <span class="block" key={keyword}>
          {keyword}: <MarkBadge mark={{ provenance: 'assumed', source }} />
        </span>
      ))}
      {other && (
        <span class="block">
          or {wordsOf(other)}: <MarkBadge mark={other['x-mark']} />
        </span>
      )}
    </>
  );
}

function wordsOf(schema: ResolvedSchema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(wordsOf).join(', or ');
  if (schema.items !== undefined) return `a list; each item is ${wordsOf(schema.items)}`;
  return expectation(schema);
}

function rowsOf(schema: ResolvedSchema, depth: number): Row[] {
  const inner = [...(schema.anyOf ?? []), ...(schema.items === undefined ? [] : [schema.items])];
  const nested = inner.flatMap((child) => rowsOf(child, depth));
  const { properties = {}, required = [], additionalProperties } = schema;
  const own = Object.entries(properties).flatMap(([name, child]) => [
    { name, depth, required: required.includes(name), schema: child },
    ...rowsOf(child, depth + 1),
  ]);
  const others =
    additionalProperties === undefined
      ? []
      : [{ name: '(any other)', depth, required: false, schema: additionalProperties }];
  return [...own, ...others, ...nested];
}
