import type { OpenApiDocument } from '../../openapi/document.js';
import { type Mark, markOf, marksOf } from '../provenance.js';
import { type Statement, statementsOf } from './statements.js';

/** One fact of our document, and what another document says about it. */
export interface ComparedFact extends Mark {
  about: string;
  ours: string;
  /** JSON pointer into our document. */
  pointer: string;
  /** Undefined when the other document says nothing. */
  theirs: { says: string; pointer: string } | undefined;
}

/** Something that only the other document says. */
export interface NewFact {
  about: string;
  says: string;
  pointer: string;
}

export interface Comparison {
  confirmed: ComparedFact[];
  contradicted: ComparedFact[];
  silent: ComparedFact[];
  new: NewFact[];
}

/**
 * Compares what two documents say about the same operations, matched by method and path. A property that we require is
 * contradicted also by an object that lists its properties without it and allows no others.
 */
export function compareDocuments(ours: OpenApiDocument, theirs: OpenApiDocument): Comparison {
  const own = statementsOf(ours);
  const other = statementsOf(theirs);
  const result: Comparison = { confirmed: [], contradicted: [], silent: [], new: [] };
  for (const statement of own.values()) {
    const found = other.get(statement.about) ?? closedParent(statement, other);
    const fact = comparedFact(statement, found);
    if (found === undefined) result.silent.push(fact);
    else (found.says === statement.says ? result.confirmed : result.contradicted).push(fact);
  }
  for (const { about, parent, says, pointer } of other.values()) {
    const isPartOfNew = parent !== undefined && !own.has(parent);
    if (!own.has(about) && !isPartOfNew) result.new.push({ about, says, pointer });
  }
  return result;
}

/** What an object says about a property that it neither lists nor allows. */
export function closedParent(
  { about, parent, says }: Statement,
  other: Map<string, Statement>,
): Statement | undefined {
  const object = parent === undefined ? undefined : other.get(parent);
  const isProperty = parent !== undefined && about.startsWith(`${parent}.`) && says === 'is required';
  return isProperty && object?.closed ? { ...object, says: 'is not a property' } : undefined;
}

function comparedFact(statement: Statement, found: Statement | undefined): ComparedFact {
  const { about, says, pointer } = statement;
  const theirs = found && { says: found.says, pointer: found.pointer };
  return { about, ours: says, pointer, theirs, ...markOfStatement(statement) };
}

/** The mark of a statement of our own document. */
export function markOfStatement({ keyword, schema, place }: Statement): Mark {
  if (schema === undefined) return markOf(place);
  const { mark, presence, assumed } = marksOf(schema);
  if (keyword === undefined) return presence;
  const source = assumed[keyword === 'values' ? 'enum' : keyword];
  return source === undefined ? mark : { provenance: 'assumed', source };
}
