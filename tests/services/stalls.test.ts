import { expect, it } from 'vitest';
import { measureStalls } from '../../bench/stalls.js';

it('no operation stalls the event loop for 100 ms', async () => {
  const measured = await measureStalls({ webhooks: 300, calls: 200, world: 'pagination-edges' });

  expect(measured).toHaveLength(17);
  expect(measured.filter(({ longestMs }) => longestMs >= 100)).toEqual([]);
}, 60_000);
