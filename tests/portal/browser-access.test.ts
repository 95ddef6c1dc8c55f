import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInBrowser, pagesOfEveryKind, signIn } from '../support/browser-test.js';
import { callApi, startMock } from '../support/start-mock.js';

const MANY_PAGES_MS = 180_000;

/** What axe finds that keeps people out, as rule and place. */
async function seriousFindings(page: Page, rules?: string[]): Promise<string[]> {
  await page.evaluate(axe.source);
  const options = JSON.stringify(rules === undefined ? {} : { runOnly: rules });
  const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(${options})`);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

describeInBrowser('the portal, for everyone', (openTab) => {
  it(
    'has nothing serious for axe to find on any page, wide, light and dark',
    async () => {
      const mock = await startMock();
      const paths = await pagesOfEveryKind(mock);
      const { page, foreignRequests, complaints } = await openTab(mock, {
        viewport: { width: 1280, height: 800 },
      });
      await signIn(page);
      for (const path of paths) {
        await page.emulateMedia({ colorScheme: 'light' });
        await page.goto(path);
        expect([path, await seriousFindings(page)]).toEqual([path, []]);
        await page.emulateMedia({ colorScheme: 'dark' });
        expect([path, 'dark', await seriousFindings(page, ['color-contrast'])]).toEqual([path, 'dark', []]);
      }
      const refusals = complaints.filter((text) => !text.includes('404'));
      expect([foreignRequests, refusals]).toEqual([[], []]);
    },
    MANY_PAGES_MS,
  );

  it(
    'fits on 375 px without scrolling sideways, and axe finds nothing serious there either',
    async () => {
      const mock = await startMock();
      const paths = await pagesOfEveryKind(mock);
      const { page } = await openTab(mock, { viewport: { width: 375, height: 800 }, colorScheme: 'dark' });
      await signIn(page);
      for (const path of paths) {
        await page.goto(path);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect([path, width, await seriousFindings(page)]).toEqual([path, 375, []]);
      }
    },
    MANY_PAGES_MS,
  );

  it('is used by keyboard alone: to make a key, go places, search and walk through lists', async () => {
    const mock = await startMock();
    const { page } = await openTab(mock);
    await page.goto('/dashboard/sign-in');
    await page.getByRole('button', { name: 'Example Partner' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
    await page.keyboard.press('g');
    await page.keyboard.press('k');
    await page.getByRole('heading', { name: 'API keys' }).waitFor();
    await page.getByLabel('Name').focus();
    await page.keyboard.type('By keyboard');
    await page.keyboard.press('Enter');
    const dialog = page.locator('dialog:modal');
    await dialog.waitFor();
    expect(await page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Create key');
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.getByRole('heading', { name: 'Cards' }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toMatch(
      /\/dashboard\/cards\/\d+/,
    );
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('field-q');
  });

  it('is read, and keys are managed, without JavaScript', async () => {
    const mock = await startMock();
    const { page } = await openTab(mock, { javaScriptEnabled: false });
    await signIn(page);
    for (const path of await pagesOfEveryKind(mock)) {
      await page.goto(path);
      expect([path, await page.getByRole('heading', { level: 1 }).count()]).toEqual([path, 1]);
    }
    await page.goto('/dashboard/api-keys');
    await page.getByLabel('Name').fill('Without scripts');
    await page.getByRole('button', { name: 'Create key' }).click();
    const token = (await page.locator('#token').textContent()) ?? '';
    expect((await callApi(mock, '/v1/account', { token })).status).toBe(200);
    await page.getByText('I have copied it').click();
    expect(await page.content()).not.toContain(token.slice(12));
    await page.getByRole('link', { name: 'Revoke Without scripts' }).click();
    await page.getByRole('button', { name: 'Revoke key' }).click();
    expect(await page.content()).toContain('is revoked');
    expect((await callApi(mock, '/v1/account', { token })).status).toBe(401);
  });
});
