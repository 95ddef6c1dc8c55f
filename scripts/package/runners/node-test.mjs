import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { useMock } from '@chck/partner-kit/testing';

const mock = useMock({ beforeAll: before, afterAll: after, beforeEach });

test('a key can be revoked', async () => {
  const { key, token } = await mock().keys.create({ name: 'CI' });
  const headers = { authorization: `Bearer ${token}` };
  assert.equal((await fetch(`${mock().url}/v1/account`, { headers })).status, 200);
  await mock().keys.revoke(key.id);
  assert.equal((await fetch(`${mock().url}/v1/account`, { headers })).status, 401);
});
