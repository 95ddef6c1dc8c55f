import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInBrowser, pagesOfEveryKind, signIn } from '../../support/browser-test.js';
import { callApi, startMock } from '../../support/start-mock.js';

const MANY_PAGES_MS = 180_000;

/** The serious and critical findings of axe, as rule and element. */
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
    'has no serious axe findings on any page, in light and dark, and fits on 375 px',
    async () => {
      const mock = await startMock();
      const paths = await pagesOfEveryKind(mock);
      const { page, foreignRequests, errors } = await openTab(mock, {
        viewport: { width: 1280, height: 800 },
      });
      await signIn(page);
      for (const path of paths) {
        await page.emulateMedia({ colorScheme: 'light' });
        await page.goto(path);
        expect([path, await seriousFindings(page)]).toEqual([path, []]);
        await page.emulateMedia({ colorScheme: 'dark' });
        expect([path, 'dark', await seriousFindings(page, ['color-contrast'])]).toEqual([path, 'dark', []]);
        await page.setViewportSize({ width: 375, height: 800 });
        expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 375]);
        await page.setViewportSize({ width: 1280, height: 800 });
      }
      const refusals = errors.filter((text) => !text.includes('404'));
      expect([foreignRequests, refusals]).toEqual([[], []]);
    },
    MANY_PAGES_MS,
  );

  it('is used by keyboard alone: to create a key, open pages, search and move through lists', async () => {
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
    // A live update behind the dialog must not change where the focus returns to.
    await mock.keys.create({ account: 1, name: 'Elsewhere' });
    await callApi(mock, '/v1/account');
    await page.locator('#keys bdi', { hasText: 'Elsewhere' }).waitFor({ state: 'attached' });
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

  it('shows every page and manages keys without JavaScript', async () => {
    const mock = await startMock();
    const { page } = await openTab(mock, { javaScriptEnabled: false });
    await signIn(page);
    for (const path of await pagesOfEveryKind(mock)) {
      // Without JavaScript a browser loads all pictures at once; they need not have arrived.
      await page.goto(path, { waitUntil: 'domcontentloaded' });
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
