import { expect, it } from 'vitest';
import { signedIn } from '../support/portal-visitor.js';
import { startReceiver } from '../support/receiver.js';
import { callApi, startMock } from '../support/start-mock.js';

it('ticks the five steps of a first use as they happen, on the overview and at the sign-in', async () => {
  const mock = await startMock();
  const visitor = await signedIn(mock);
  const ticks = async (path = '/dashboard') => {
    const { html } = await visitor.get(path);
    const steps = html.split('<ol class="steps">')[1]?.split('</ol>')[0] ?? '';
    return [...steps.matchAll(/<span class="badge[^>]*>([^<]*)</g)].map(([, text]) => text === '✓ Done');
  };
  expect(await ticks()).toEqual([false, false, false, false, false]);
  const { token } = await mock.keys.create({ name: 'My backend' });
  expect(await ticks()).toEqual([true, false, false, false, false]);
  await callApi(mock, '/health');
  expect(await ticks()).toEqual([true, false, false, false, false]);
  await callApi(mock, '/v1/account', { token });
  expect(await ticks()).toEqual([true, true, false, false, false]);
  await mock.requests.clear();
  const receiver = await startReceiver(200);
  await mock.targets.create({ url: receiver.url });
  expect(await ticks('/dashboard/sign-in')).toEqual([true, true, true, false, false]);
  const { gradings } = await mock.triggers.fire({ outcome: 'success' });
  await mock.deliveries.waitFor();
  expect(await ticks()).toEqual([true, true, true, true, false]);
  await callApi(mock, `/v1/gradings/${gradings[0]?.id}`, { token });
  const { html } = await visitor.get('/dashboard');
  expect(html).not.toContain('First use');
  expect(html).toContain('Quick start');
  expect((await visitor.get('/dashboard/sign-in')).html).not.toContain('First use');
  await mock.world.reset();
  expect(await ticks()).toEqual([false, false, false, false, false]);
});
