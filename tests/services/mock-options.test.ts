import { expect, it } from 'vitest';
import { createMock } from '../../src/mock.js';
import { startMock } from '../support/start-mock.js';

it.each<[Record<string, unknown>, string, string]>([
  [{ prot: 4000 }, 'prot', 'createMock() has no option prot. Did you mean port?'],
  [{ ratelimit: 5 }, 'ratelimit', 'createMock() has no option ratelimit. Did you mean rateLimit?'],
  [{ zzzzzz: 1 }, 'zzzzzz', 'createMock() has no option zzzzzz. The options are: port, host, '],
  [{ port: -1 }, 'port', 'port must be a whole number from 0 to 65535; it is -1.'],
  [{ port: 65_536 }, 'port', 'port must be a whole number from 0 to 65535; it is 65536.'],
  [{ port: Number.NaN }, 'port', 'port must be a whole number from 0 to 65535; it is NaN.'],
  [{ port: '4000' }, 'port', 'port must be a whole number from 0 to 65535; it is "4000".'],
  [{ host: '' }, 'host', 'host must be a text of at least one character; it is "".'],
  [{ seed: 1.5 }, 'seed', 'seed must be a whole number from'],
  [
    { rateLimit: 'of' },
    'rateLimit',
    'rateLimit must be "off" or a whole number from 1 to 1000000000; it is "of".',
  ],
  [{ rateLimit: 0 }, 'rateLimit', 'it is 0.'],
  [{ presignedUrlTtlSeconds: 0 }, 'presignedUrlTtlSeconds', 'from 1 to 604800; it is 0.'],
  [{ webhookTimeout: '5' }, 'webhookTimeout', 'must be a duration, in ms or as text such as 5s; it is "5".'],
  [
    { webhookRetryBase: -1 },
    'webhookRetryBase',
    'must be a duration, in ms or as text such as 5s; it is -1.',
  ],
  [
    { webhookTimestamp: 'fake' },
    'webhookTimestamp',
    'webhookTimestamp must be "real" or "mock"; it is "fake".',
  ],
  [{ allowPrivateTargets: 'yes' }, 'allowPrivateTargets', 'must be true or false; it is "yes".'],
  [{ onError: 'log' }, 'onError', 'onError must be a function; it is "log".'],
])('createMock refuses %j and names %s', async (options, field, message) => {
  await expect(createMock(options)).rejects.toMatchObject({
    code: 'invalid_argument',
    field,
    message: expect.stringContaining(message),
  });
});

it('createMock takes durations in ms and as text, and undefined for a default', async () => {
  const mock = await startMock({ webhookTimeout: '2s', webhookRetryBase: 100, webhookRetryCap: undefined });
  expect(mock.port).toBeGreaterThan(0);
});

it('says that the mock is closed when it is used after close', async () => {
  const mock = await createMock();
  const { keys } = mock;
  await mock.close();
  const closed = { code: 'mock_closed', message: 'The mock is closed.' };
  expect(() => mock.accounts).toThrow('The mock is closed.');
  await expect(mock.trigger({ outcome: 'success' })).rejects.toMatchObject(closed);
  await expect(mock.snapshot()).rejects.toMatchObject(closed);
  await expect(mock.reset()).rejects.toMatchObject(closed);
  await expect(keys.list()).rejects.toMatchObject(closed);
  await expect(keys.create()).rejects.toMatchObject(closed);
  await mock.close();
});
