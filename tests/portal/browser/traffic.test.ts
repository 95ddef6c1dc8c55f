import { expect, it } from 'vitest';
import { describeInBrowser, signIn } from '../../support/browser-test.js';
import { callApi, startMock } from '../../support/start-mock.js';

describeInBrowser('the traffic in a browser', (openTab) => {
  it('shows a refused call beside the list, sends it corrected with one click and compares the responses', async () => {
    const mock = await startMock();
    const { page, errors } = await openTab(mock, { viewport: { width: 1400, height: 900 } });
    await signIn(page);
    await callApi(mock, '/v1/account');
    await callApi(mock, '/v1/cards?limit=500');
    await page.goto('/dashboard/traffic');
    await page.getByLabel('Status').selectOption('4xx');
    await page.locator('#calls').getByText('1 of 2 calls match.').waitFor();
    await page.getByRole('link', { name: /status: 4xx/ }).waitFor();
    await page.getByRole('link', { name: 'GET /v1/cards?limit=500' }).click();
    await page.getByRole('heading', { name: /Reason of the refusal/ }).waitFor();
    expect(await page.getByRole('link', { name: 'GET /v1/cards?limit=500' }).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Send the corrected request' }).click();
    await page.getByRole('heading', { name: 'Before and after' }).waitFor();
    expect(await page.getByRole('heading', { name: /Original 400/ }).count()).toBe(1);
    expect(await page.getByRole('heading', { name: /Replay 200/ }).count()).toBe(1);
    expect(errors).toEqual([]);
  });
});
