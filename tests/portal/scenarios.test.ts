import { expect, it } from 'vitest';
import { signedIn } from '../support/portal-visitor.js';
import { startReceiver } from '../support/receiver.js';
import { startMock } from '../support/start-mock.js';

const HOME = '/dashboard/webhooks';

it('keeps the settings of the switchboard, fires again, and saves them as a step that runs', async () => {
  const mock = await startMock();
  const visitor = await signedIn(mock);
  const receiver = await startReceiver(200);
  await mock.targets.create({ url: receiver.url });
  const settings = { count: '2', delay: '0s', fault: 'duplicate', grade: '9.5' };
  expect((await visitor.get(HOME)).html).not.toContain('Fire again');
  const fired = await visitor.postAndFollow(`${HOME}/fire`, { ...settings, outcome: 'success' });
  expect(fired.html).toContain('Fire again (success)');
  expect(fired.html).toContain('name="count" type="text" value="2"');
  expect(fired.html).toMatch(/<option value="duplicate" selected>|<option selected value="duplicate">/);
  await receiver.until(4);
  await visitor.post(`${HOME}/fire-again`, { count: '7' });
  await receiver.until(8);
  expect((await mock.deliveries.list()).map(({ fault }) => fault)).toHaveLength(8);

  const step = { ...settings, stepOutcome: 'success', scenario: 'Twice <b>' };
  const saved = await visitor.postAndFollow(`${HOME}/scenarios/step`, step);
  expect(saved.html).toContain('The scenario Twice &lt;b> has 1 step.');
  await visitor.post(`${HOME}/scenarios/step`, { ...step, fault: '', grade: '', stepOutcome: 'failure' });
  expect(await mock.scenarios.list()).toEqual([
    {
      name: 'Twice <b>',
      steps: [
        {
          fire: {
            count: 2,
            delay: '0s',
            capture: 'full',
            outcome: 'success',
            grade: 9.5,
            fault: { kind: 'duplicate' },
          },
        },
        { fire: { count: 2, delay: '0s', capture: 'full', outcome: 'failure' } },
      ],
    },
  ]);
  const ran = await visitor.postAndFollow(`${HOME}/scenarios/run`, { name: 'Twice <b>' });
  expect(ran.html).toContain('2 gradings of success, 4 deliveries.');
  await receiver.until(12);
  const unnamed = await visitor.post(`${HOME}/scenarios/step`, settings);
  expect(unnamed).toMatchObject({ status: 400 });
});

it('shows a mistake in the steps of a scenario beside them, with what was typed', async () => {
  const mock = await startMock();
  const visitor = await signedIn(mock);
  const typed = '- start: { cuont: 2 }';
  const refused = await visitor.post(`${HOME}/scenarios`, { name: 'Mine', steps: typed });
  expect(refused.status).toBe(400);
  expect(refused.html).toContain(typed);
  expect(refused.html).toMatch(/id="problem-steps"[^>]*>[^<]*cuont/);
  await visitor.post(`${HOME}/scenarios`, { name: 'Mine', steps: '- start: {}\n- complete: { grade: 9 }' });
  const { html } = await visitor.get(`${HOME}/scenarios?edit=Mine`);
  expect(html).toContain('- complete:\n    grade: 9');
  const wrong = await visitor.post(`${HOME}/scenarios/run`, { name: 'Other' });
  expect(wrong.html).toContain('There is no scenario &quot;Other&quot;.');
});
