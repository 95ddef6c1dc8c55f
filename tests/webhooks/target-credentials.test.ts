import { expect, it } from 'vitest';
import { hasUsableCredentials, maskedUrl } from '../../src/webhooks/target-url.js';
import { startReceiver } from '../support/receiver.js';
import { callApi, startMock } from '../support/start-mock.js';

it.each([
  ['http://user:secret@host/hook', 'http://…@host/hook'],
  ['https://token@host:8443/a@b?c=d@e', 'https://…@host:8443/a@b?c=d@e'],
  ['http://a:b@c@host/', 'http://…@host/'],
  ['http://host/user:pass@x', 'http://host/user:pass@x'],
  ['http://host?user@x', 'http://host?user@x'],
])('masks the credentials of %s', (url, masked) => {
  expect(maskedUrl(url)).toBe(masked);
});

it('finds credentials that cannot be decoded', () => {
  expect(hasUsableCredentials('http://us%20er:p%C3%A9@host/')).toBe(true);
  expect(hasUsableCredentials('http://%E0%A4%A:x@host/')).toBe(false);
  expect(hasUsableCredentials('http://user:%zz@host/')).toBe(false);
});

it('sends the credentials of a target, keeps them in the API, and masks them elsewhere', async () => {
  const mock = await startMock();
  await mock.clock.freeze();
  const receiver = await startReceiver(500, 200);
  const url = receiver.url.replace('http://', 'http://us%40er:s3cret-word@');
  expect(
    (await callApi(mock, '/v1/webhook-targets', { method: 'POST', json: { outcome: 'success', url } })).body
      .url,
  ).toBe(url);
  await mock.triggers.fire({ outcome: 'success' });
  await mock.deliveries.settled();
  const events = await mock.clock.advance(6000);
  const expected = `Basic ${Buffer.from('us@er:s3cret-word').toString('base64')}`;
  expect(receiver.received.map(({ headers }) => headers.authorization)).toEqual([expected, expected]);
  expect(JSON.stringify(events)).not.toContain('s3cret-word');
  for (const path of ['targets', 'deliveries', 'deliveries/1']) {
    const response = await fetch(`${mock.url}/_mock/${path}`);
    expect(response.status).toBe(200);
    expect(await response.text()).not.toContain('s3cret-word');
  }
  for (const path of ['webhooks', 'webhooks/deliveries/1']) {
    const response = await fetch(`${mock.url}/dashboard/${path}`);
    expect(await response.text()).not.toContain('s3cret-word');
  }
});

it('keeps no credentials that a receiver sends back, not even in Base64', async () => {
  const mock = await startMock();
  const basic = Buffer.from('partner:s3cret-word').toString('base64');
  const receiver = await startReceiver((response, { headers: { authorization = '' } }) => {
    response.writeHead(400, { 'x-seen': authorization });
    response.end(`You are partner with s3cret-word (${authorization})`);
  });
  const url = receiver.url.replace('http://', 'http://partner:s3cret-word@');
  await mock.targets.create({ outcome: 'success', url });
  await mock.clock.freeze();
  await mock.triggers.fire({ outcome: 'success' });
  await mock.deliveries.settled();
  const kept = await (await fetch(`${mock.url}/_mock/deliveries/1`)).text();
  expect(kept).toContain('You are partner with …');
  expect(kept).not.toContain('s3cret-word');
  expect(kept).not.toContain(basic);
});

it.each(['https:partner:s3cret@host/', 'https:/partner:s3cret@host/', 'https:\\\\partner:s3cret@host/'])(
  'refuses %s, which only lenient parsers take for absolute',
  async (url) => {
    const mock = await startMock();
    await expect(mock.targets.create({ url })).rejects.toThrow('it is not a URL');
  },
);

it('refuses a target whose credentials cannot be decoded', async () => {
  const mock = await startMock();
  const json = { outcome: 'success', url: 'http://%E0%A4%A:x@partner.example/' };
  expect(await callApi(mock, '/v1/webhook-targets', { method: 'POST', json })).toMatchObject({
    status: 400,
    body: { error: 'validation_error' },
  });
});
