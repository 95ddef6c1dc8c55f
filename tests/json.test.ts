import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonText } from '../src/json.js';

it('writes the same JSON as JSON.stringify, long lists included', async () => {
  const numbers = Array.from({ length: 250 }, (_, index) => (index % 7 === 0 ? undefined : index));
  for (const value of [null, 'a', [1], {}, { a: undefined, b: numbers, c: { d: numbers } }]) {
    expect(await jsonText(value)).toBe(JSON.stringify(value));
  }
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      expect(await jsonText(value)).toBe(JSON.stringify(value));
    }),
    { numRuns: 200 },
  );
});
