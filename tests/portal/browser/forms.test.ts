import { expect, it } from 'vitest';
import { describeInBrowser, signIn } from '../../support/browser-test.js';
import { startMock } from '../../support/start-mock.js';

describeInBrowser('forms in a browser', (openTab) => {
  it('create one key when Enter is pressed twice, and keep showing its token', async () => {
    const mock = await startMock();
    const before = (await mock.keys.list()).length;
    const { page } = await openTab(mock);
    await signIn(page);
    await page.goto('/dashboard/api-keys');
    await page.getByLabel('Name').fill('Twice');
    await page.getByLabel('Name').evaluate((field: HTMLInputElement) => {
      field.form?.requestSubmit();
      field.form?.requestSubmit();
    });
    const token = (await page.locator('#token').textContent()) ?? '';
    await page.keyboard.press('Tab');
    expect(await page.locator('#token').textContent()).toBe(token);
    expect(await mock.keys.list()).toHaveLength(before + 1);
  });

  it('start one grading when the network is slow and the button is clicked twice', async () => {
    const mock = await startMock();
    const { page } = await openTab(mock);
    await signIn(page);
    await page.goto('/dashboard/gradings/new');
    let sent = 0;
    await page.route('**/dashboard/gradings', async (route) => {
      sent += 1;
      await new Promise((resolve) => setTimeout(resolve, 300));
      await route.continue();
    });
    const button = page.getByRole('button', { name: 'Start grading' });
    await button.evaluate((element: HTMLButtonElement) => {
      element.click();
      element.click();
    });
    await page.getByRole('heading', { name: /Grading [0-9a-f]{8}/ }).waitFor();
    expect(sent).toBe(1);
    await page.goto('/dashboard/gradings');
    expect(await page.getByRole('link', { name: /^All/ }).textContent()).toBe('All 49');
  });

  it('never put a token into an address, even before the script of the page has loaded', async () => {
    const mock = await startMock();
    const { page } = await openTab(mock);
    await page.route('**/reference.js', (route) => route.abort());
    await page.goto('/docs/listCards');
    await page.getByLabel('Token').fill('shbx_secret');
    await page.getByLabel('Token').press('Enter');
    await page.getByRole('button', { name: 'Send GET' }).click();
    expect(page.url()).toBe(`${mock.url}/docs/listCards`);
  });
});
