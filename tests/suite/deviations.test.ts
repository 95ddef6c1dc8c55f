import { expect, test } from 'vitest';
import { rules } from '../../src/suite/all-rules.js';
import { deviations } from '../../src/suite/deviations/choose-deviations.js';
import { type Kill, killTableText, tryDeviation } from '../support/kill-table.js';

const AT_ONCE = 4;

test('every deviation is noticed by the rule that it was written for, and every rule has one', {
  timeout: 180_000,
}, async () => {
  const kills: Kill[] = [];
  const left = [...deviations];
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      kills.push(await tryDeviation(next));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const order = new Map(deviations.map(({ id }, index) => [id, index]));
  kills.sort((one, other) => (order.get(one.deviation.id) ?? 0) - (order.get(other.deviation.id) ?? 0));
  if (process.env.npm_lifecycle_event === 'test:deviations') console.log(killTableText(kills));
  const survivors = kills.filter(({ killed }) => !killed);
  expect(
    survivors.map(({ deviation, evidence }) => `${deviation.id} ${deviation.title}: ${evidence}`),
  ).toEqual([]);
  const noticing = new Set(kills.map(({ deviation }) => deviation.rule));
  expect(rules.filter(({ id }) => !noticing.has(id)).map(({ id }) => id)).toEqual([]);
});
