import { expect, it } from 'vitest';
import { signedIn } from '../support/portal-visitor.js';
import { startReceiver } from '../support/receiver.js';
import { callApi, startMock } from '../support/start-mock.js';

/** The events of the timeline, without their times. */
function eventsOf(html: string): string[] {
  const list = html.split('<ol class="timeline">')[1]?.split('</ol>')[0] ?? '';
  return [...list.matchAll(/<li>(.*?)<small>/gs)].map(([, item]) => {
    return (item ?? '')
      .replace(/<time.*?<\/time>/gs, '')
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
  });
}

it('shows the timeline of a grading: states, webhook, attempts, the next one, reads and image links', async () => {
  const mock = await startMock();
  await mock.clock.freeze('2026-12-01T12:00:00Z');
  const visitor = await signedIn(mock);
  const receiver = await startReceiver(500, 503, 200);
  await mock.targets.create({ url: receiver.url });
  const { id } = await mock.gradings.start({ delay: '5m', grade: 9.5 });
  const page = `/dashboard/gradings/${id}`;
  expect(eventsOf((await visitor.get(page)).html)).toEqual([
    'submitted The card was submitted.',
    'due It ends with success.',
  ]);
  await mock.clock.advance('1m');
  expect(eventsOf((await visitor.get(page)).html)[1]).toBe('started The grading started.');
  await mock.clock.advance('4m');
  await callApi(mock, `/v1/gradings/${id}`);
  const prefix = (mock.token ?? '').slice(0, 12);
  const before = eventsOf((await visitor.get(page)).html);
  expect(before.slice(0, 5)).toEqual([
    'submitted The card was submitted.',
    'completed It completed with 9.5.',
    `webhook Delivery #1 of success to ${receiver.url}.`,
    'attempt Delivery #1, attempt 1: 500.',
    `read Read with key ${prefix}…: 200.`,
  ]);
  expect(before).toContain('due Delivery #1, attempt 2.');
  expect(before).toContain('links The image links of call #1 expire.');
  await mock.clock.advance('2h');
  const after = eventsOf((await visitor.get(page)).html);
  expect(after.filter((event) => event.startsWith('attempt'))).toEqual([
    'attempt Delivery #1, attempt 1: 500.',
    'attempt Delivery #1, attempt 2: 503.',
    'attempt Delivery #1, attempt 3: 200.',
  ]);
  expect(after.some((event) => event.startsWith('due'))).toBe(false);
});

it('completes a grading with the chosen outcome, grade and capture', async () => {
  const mock = await startMock();
  const visitor = await signedIn(mock);
  const { id } = await mock.gradings.start();
  const complete = `/dashboard/gradings/${id}/complete`;
  const refused = await visitor.post(complete, { outcome: 'failure', grade: '9.5' });
  expect(refused.status).toBe(400);
  expect(refused.html).toContain('contradicts outcome failure');
  await visitor.post(complete, { outcome: 'success', capture: 'two-image' });
  const twoImage = await mock.gradings.get(id);
  expect(twoImage).toMatchObject({ state: 'completed', capture: 'two-image', grades: { full: null } });
  expect(twoImage.grades?.centering).toBeGreaterThan(0);
  const second = await mock.gradings.start();
  await visitor.post(`/dashboard/gradings/${second.id}/complete`, { outcome: 'success', grade: '8.5' });
  expect((await mock.gradings.get(second.id)).grades?.full).toBe(8.5);
  const again = await visitor.post(complete, { outcome: 'success' });
  expect(again).toMatchObject({ status: 409 });
  expect(again.html).toContain('has ended already');
});
