import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createMock } from '../../../src/mock.js';
import { describeInBrowser, signIn } from '../../support/browser-test.js';
import { callApi, startMock } from '../../support/start-mock.js';

describeInBrowser('an open page', (openTab) => {
  it('shows keys, targets, faults, traffic and the clock as changed elsewhere', async () => {
    const mock = await startMock();
    const { page, context } = await openTab(mock);
    await signIn(page);
    const second = await context.newPage();
    second.setDefaultTimeout(3000);

    await second.goto('/dashboard/api-keys');
    await page.goto('/dashboard/api-keys');
    await page.getByLabel('Name').fill('From the first window');
    await page.getByRole('button', { name: 'Create key' }).click();
    await second.getByRole('rowheader', { name: 'From the first window' }).waitFor();

    await second.goto('/dashboard/webhooks');
    await mock.targets.create({ url: 'http://127.0.0.1:9/from-a-test' });
    await second.locator('#targets').getByText('from-a-test').waitFor();
    expect(await second.getByLabel('Send to').textContent()).toContain('from-a-test');

    await second.goto('/dashboard/simulator');
    await mock.faults.add({ kind: 'status', status: 503, operation: 'getAccount', next: 1 });
    await second.getByRole('rowheader', { name: 'status' }).waitFor();
    await callApi(mock, '/v1/account');
    await second.getByText('No active faults').waitFor();
    await mock.clock.freeze();
    await second.getByRole('button', { name: 'Resume' }).waitFor();

    await second.goto('/dashboard/traffic');
    await callApi(mock, '/v1/cards');
    await second.getByRole('link', { name: 'GET /v1/cards' }).waitFor();
    await mock.requests.clear();
    await second.getByText('No calls yet').waitFor();
  });

  it('reconnects after a restart, keeps what is typed and sends it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chck-live-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const data = join(folder, 'mock.db');
    const before = await createMock({ data });
    const { page } = await openTab(before);
    await signIn(page);
    await page.goto('/dashboard/webhooks');
    await page.getByLabel('URL', { exact: true }).fill('http://127.0.0.1:9/typed');
    await before.close();
    await page.getByText('Not connected to the mock').waitFor();
    const after = await startMock({ data, port: before.port });
    await page.getByText('Not connected to the mock').waitFor({ state: 'hidden' });
    await after.targets.create({ url: 'http://127.0.0.1:9/after' });
    await page.locator('#targets').getByText('/after').waitFor();
    await page.getByRole('button', { name: 'Add target' }).click();
    await page.getByText('Target 2 is added').waitFor();
    expect((await after.targets.list()).map(({ url }) => url)).toContain('http://127.0.0.1:9/typed');
  });

  it('gets a form back filled when the sign-in was lost', async () => {
    const before = await createMock();
    const { page } = await openTab(before);
    await signIn(page);
    await page.goto('/dashboard/api-keys');
    await page.getByLabel('Name').fill('Not lost');
    await before.close();
    const after = await startMock({ port: before.port });
    await page.getByRole('link', { name: 'Sign in again' }).waitFor();
    await page.getByRole('button', { name: 'Create key' }).click();
    await page.getByRole('button', { name: 'Example Partner' }).click();
    await page.getByRole('heading', { name: 'API keys' }).waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('Not lost');
    await page.getByRole('button', { name: 'Create key' }).click();
    await page.locator('#token').waitFor();
    expect((await after.keys.list()).map(({ name }) => name)).toContain('Not lost');
  });

  it('ticks: relative times, countdowns and the clock', async () => {
    const mock = await startMock();
    const { page } = await openTab(mock);
    await signIn(page);
    await mock.keys.create({ name: 'Young' });
    await page.goto('/dashboard/api-keys');
    const row = page.getByRole('row', { name: /Young/ });
    await row.getByText('just now').or(row.getByText('second ago')).waitFor();
    await row.getByText('2 seconds ago').waitFor();
    await mock.clock.freeze();
    await page.getByText('frozen').waitFor();
    const clock = page.locator('#status-panel time');
    const frozenAt = await clock.textContent();
    await mock.gradings.start({ delay: '10m' });
    await page.goto('/dashboard/gradings');
    expect(await clock.textContent()).toBe(frozenAt);
  });

  it('explains in place why an action is no longer possible', async () => {
    const mock = await startMock();
    const { id } = await mock.gradings.start();
    const { page } = await openTab(mock);
    await signIn(page);
    await page.goto(`/dashboard/gradings/${id}`);
    // The page does not hear of the change before the click.
    await page.route('**/dashboard/gradings/*', async (route) => {
      if (route.request().headers()['hx-request'] === 'true') await route.abort();
      else await route.continue();
    });
    await mock.gradings.complete(id);
    await page.getByRole('button', { name: 'Fail now' }).click();
    await page.getByRole('alert').getByText('has ended already').waitFor();
    await page.getByRole('button', { name: 'Send the webhook again' }).waitFor();
  });
});
