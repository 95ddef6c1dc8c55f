const { contractMatchers, useMock } = require('@chck/partner-kit/testing');
const { verifyWebhook } = require('@chck/partner-kit/webhooks');

expect.extend(contractMatchers);
const mock = useMock({ beforeAll, afterAll, beforeEach });

test('a response satisfies the contract', async () => {
  const headers = { authorization: `Bearer ${mock().token}` };
  await expect(await fetch(`${mock().url}/v1/gradings`, { headers })).toSatisfyContract('listGradings');
});

test('a webhook is sent, and the state is restored before each test', async () => {
  expect(typeof verifyWebhook).toBe('function');
  await mock().trigger({ outcome: 'success', to: 'http://127.0.0.1:9/' });
  expect(await mock().deliveries.list()).toHaveLength(1);
});

test('a response that breaks the contract is refused', async () => {
  const response = { status: 200, headers: { 'content-type': 'application/json' }, body: { gradings: 7 } };
  expect(() => expect(response).toSatisfyContract('listGradings')).toThrow(/gradings/);
});
