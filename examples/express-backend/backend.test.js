import { mockFixture } from '@chck/partner-kit/testing';
import { test as base, expect } from 'vitest';
import { createBackend } from './backend.js';
import { createChckClient } from './chck.js';

const test = base.extend({
  mock: mockFixture(),
  backend: async ({ mock }, use) => {
    // A delay moves the mock's clock, so that no test has to wait.
    const sleep = (ms) => mock.clock.advance(ms);
    const app = createBackend(createChckClient({ baseUrl: mock.url, token: mock.token, sleep }));
    const server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${server.address().port}`;
    await mock.targets.create({ url: `${url}/webhooks` });
    await use(url);
    server.closeAllConnections();
    server.close();
  },
});

test('stores the grade of a grading when its webhook arrives', async ({ mock, backend }) => {
  const { id } = await mock.gradings.start({ outcome: 'success', grade: 8.5, delay: 0 });
  await mock.deliveries.waitFor({ grading: id });
  const grades = await (await fetch(`${backend}/grades`)).json();
  expect(grades).toEqual({ [id]: 8.5 });
});

test('reads every grading in spite of a 429', async ({ mock, backend }) => {
  await mock.faults.add({ kind: 'status', status: 429, retryAfter: 2, operation: 'listGradings', next: 1 });
  const { count } = await (await fetch(`${backend}/sync`, { method: 'POST' })).json();
  expect(count).toBe(48);
  expect(await mock.requests.list({ operation: 'listGradings', status: 429 })).toHaveLength(1);
});

test('serves a picture after its first link has expired', async ({ mock, backend }) => {
  const card = await cardWithPicture(mock);
  expect((await fetch(`${backend}/cards/${card}/picture`)).status).toBe(200);
  await mock.clock.advance('6m');
  expect((await fetch(`${backend}/cards/${card}/picture`)).status).toBe(200);
});

async function cardWithPicture(mock) {
  const headers = { authorization: `Bearer ${mock.token}` };
  const { cards } = await (await fetch(`${mock.url}/v1/cards?graded=graded`, { headers })).json();
  return cards.find(({ images }) => images.front !== null).user_card_id;
}
