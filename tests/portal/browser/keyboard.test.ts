import { expect, it } from 'vitest';
import { describeInBrowser, signIn } from '../../support/browser-test.js';
import { startMock } from '../../support/start-mock.js';

describeInBrowser('the keyboard', (openTab) => {
  it('shows all shortcuts with ?, and starts a destructive dialog on Cancel', async () => {
    const mock = await startMock();
    const { page, errors } = await openTab(mock);
    await signIn(page);
    await page.locator('html.scripted').waitFor();
    await page.keyboard.press('?');
    const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await shortcuts.waitFor();
    expect(await shortcuts.textContent()).toContain('g kOpen API keys');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.goto('/dashboard/api-keys');
    await page
      .getByRole('link', { name: /^Revoke / })
      .first()
      .click();
    await page.locator('dialog:modal').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cancel');
    expect(errors).toEqual([]);
  });

  it('shows the fields of the chosen kind of fault', async () => {
    const mock = await startMock();
    const { page } = await openTab(mock);
    await signIn(page);
    await page.goto('/dashboard/simulator');
    await page.getByLabel('Status').waitFor();
    await page.getByLabel('Kind').selectOption('delay');
    await page.getByLabel('Target').waitFor();
    expect(await page.getByLabel('Delay').inputValue()).toBe('1m');
    await page.getByRole('button', { name: 'Add fault' }).click();
    await page.getByText('The fault delay is active: it applies once.').waitFor();
  });
});
