import { expect, test } from 'vitest';
import { noticedBy } from '../support/notice.js';
import { allFaults } from './faults/all-faults.js';
import noticedByRule from './faults/noticed-by.json' with { type: 'json' };
import { survivors } from './faults/survivors.js';

const SAMPLED = 45;
const rulesOf = new Map<string, string>(Object.entries(noticedByRule));

test('every generated deviation is noticed by a rule, or is a survivor with a reason', () => {
  const unknown = allFaults.filter(({ id }) => !rulesOf.has(id) && survivors[id] === undefined);
  expect(unknown.map(({ id }) => id)).toEqual([]);
  expect(new Set(allFaults.map(({ id }) => id)).size).toBe(allFaults.length);
});

test('at least 98 % of the generated deviations are noticed', () => {
  expect(allFaults.filter(({ id }) => rulesOf.has(id)).length / allFaults.length).toBeGreaterThanOrEqual(
    0.98,
  );
});

// All of them are run by `npm run test:generated`, which writes the file.
test('deviations from all over the list are noticed by the rules that the file names', {
  timeout: 120_000,
}, async () => {
  const step = Math.floor(allFaults.length / SAMPLED);
  const sampled = allFaults.filter(({ id }, index) => index % step === 0 && rulesOf.has(id));
  const missed: string[] = [];
  for (const source of sampled) {
    const rule = rulesOf.get(source.id) ?? null;
    if ((await noticedBy(source, { first: rule, only: true })) === null)
      missed.push(`${source.id} by ${rule}`);
  }
  expect(missed).toEqual([]);
});
