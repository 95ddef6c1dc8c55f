import fc from 'fast-check';
import type { ListQuery } from './account-model.js';

/** The values to try for each parameter; undefined leaves it out. */
export type Choices = Readonly<Record<string, readonly (string | number | undefined)[]>>;

type Row = Record<string, string | number | undefined>;

const CANDIDATES = 12;

/** The query without parameters, those with one, and those of `pairwise()`. */
export function combinations(choices: Choices, seed: number): ListQuery[] {
  const alone = Object.entries(choices).flatMap(([name, values]) =>
    values.flatMap((value) => (value === undefined ? [] : [{ [name]: value }])),
  );
  return [{}, ...alone, ...pairwise(choices, seed)];
}

/**
 * Queries in which every two values of two parameters occur together at least once, "left out" among them. The first
 * ones have the most pairs. The same seed gives the same queries.
 */
function pairwise(choices: Choices, seed: number): ListQuery[] {
  const names = Object.keys(choices);
  const left = new Map<string, Row>();
  for (const [place, one] of names.entries())
    for (const other of names.slice(place + 1))
      for (const left1 of choices[one] ?? [])
        for (const right of choices[other] ?? [])
          left.set(pairKey(one, left1, other, right), { [one]: left1, [other]: right });
  const samples = fc.record(
    Object.fromEntries(names.map((name) => [name, fc.constantFrom(...(choices[name] ?? []))])),
  );
  const queries: ListQuery[] = [];
  for (let round = 0; left.size > 0; round += 1) {
    const [pair] = left.values();
    const rows = fc
      .sample(samples, { seed: seed + round, numRuns: CANDIDATES })
      .map((row) => ({ ...row, ...pair }));
    const gains = rows.map((row) => pairsOf(names, row).filter((key) => left.has(key)).length);
    const best = rows[gains.indexOf(Math.max(...gains))] ?? {};
    for (const key of pairsOf(names, best)) left.delete(key);
    queries.push(given(best));
  }
  return queries;
}

const pairKey = (one: string, left: unknown, other: string, right: unknown): string =>
  JSON.stringify([one, left ?? null, other, right ?? null]);

function pairsOf(names: readonly string[], row: Row): string[] {
  return names.flatMap((one, place) =>
    names.slice(place + 1).map((other) => pairKey(one, row[one], other, row[other])),
  );
}

function given(row: Row): ListQuery {
  const query: ListQuery = {};
  for (const [name, value] of Object.entries(row)) if (value !== undefined) query[name] = value;
  return query;
}

/** The queries that are one parameter smaller. */
export function smaller(query: ListQuery): ListQuery[] {
  return Object.keys(query).map((name) =>
    Object.fromEntries(Object.entries(query).filter(([other]) => other !== name)),
  );
}
