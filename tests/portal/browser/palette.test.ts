import { expect, it } from 'vitest';
import { describeInBrowser, signIn } from '../../support/browser-test.js';
import { startMock } from '../../support/start-mock.js';

describeInBrowser('the palette', (openTab) => {
  it('opens with Ctrl+K and leads to a page, an action and an id by the keyboard alone', async () => {
    const mock = await startMock();
    const { id } = await mock.gradings.start();
    const { page, errors } = await openTab(mock);
    await signIn(page);
    await page.locator('html.scripted').waitFor();
    const go = async (text: string, entry: string) => {
      await page.keyboard.press('Control+k');
      await page.locator('dialog:modal').waitFor();
      await page.keyboard.type(text);
      await page.locator('#palette-entries li').filter({ hasText: entry }).first().waitFor();
    };
    await go('scen', 'Scenarios');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Scenarios', level: 1 }).waitFor();
    await go(id.slice(0, 8), `Grading ${id}`);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `Grading ${id.slice(0, 8)}` }).waitFor();
    await go('fault', 'Add a fault');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Add a fault');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
  });

  it('shows in the title of any page how many deliveries fail', async () => {
    const mock = await startMock();
    const { page } = await openTab(mock);
    await signIn(page);
    expect(await page.getByLabel('Sound when a delivery fails').isChecked()).toBe(false);
    await mock.triggers.fire({ outcome: 'success', to: 'http://127.0.0.1:9/' });
    await page.waitForFunction(() => document.title.startsWith('(1) Overview'));
    await mock.deliveries.cancel([1]);
    await page.waitForFunction(() => document.title.startsWith('Overview'));
  });
});
