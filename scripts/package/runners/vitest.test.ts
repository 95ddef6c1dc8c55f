import { mockFixture } from '@chck/partner-kit/testing';
import '@chck/partner-kit/testing/vitest';
import { test as base, expect } from 'vitest';

const test = base.extend({ mock: mockFixture({ seed: 7 }) });

test('the list of gradings satisfies the contract', async ({ mock }) => {
  const headers = { authorization: `Bearer ${mock.token}` };
  await expect(await fetch(`${mock.url}/v1/gradings`, { headers })).toSatisfyContract('listGradings');
});
