import { expect, it } from 'vitest';
import { describeInBrowser, signIn } from '../../support/browser-test.js';
import { startReceiver } from '../../support/receiver.js';
import { callApi, startMock } from '../../support/start-mock.js';

const TOKEN = /shbx_[\w-]{64}/;

describeInBrowser('the portal in a browser', (openTab) => {
  it('creates a key, shows its token once, shows its use live, and revokes it', async () => {
    const mock = await startMock();
    const { page, foreignRequests, errors } = await openTab(mock);
    await signIn(page);
    await page.getByRole('link', { name: 'API keys' }).first().click();
    await page.getByLabel('Name').fill('Partner backend');
    await page.getByRole('button', { name: 'Create key' }).click();
    const dialog = page.getByRole('dialog', { name: 'Copy the token now' });
    const token = (await dialog.locator('#token').textContent()) ?? '';
    expect(token).toMatch(TOKEN);
    expect(await dialog.locator('#header-line').textContent()).toBe(`Authorization: Bearer ${token}`);

    await dialog
      .getByRole('button', { name: 'I have copied it' })
      .or(dialog.getByText('I have copied it'))
      .click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    const kept = () =>
      page.evaluate(
        () =>
          document.documentElement.outerHTML +
          JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]),
      );
    expect(await kept()).not.toContain(token.slice(12));
    expect(await kept()).toContain(token.slice(0, 12));

    const row = page.getByRole('row', { name: /Partner backend/ });
    expect(await row.textContent()).toContain('Never');
    expect((await callApi(mock, '/v1/account', { token })).status).toBe(200);
    await row.getByText('Never').waitFor({ state: 'detached' });

    await row.getByRole('link', { name: 'Revoke Partner backend' }).click();
    const question = page.getByRole('dialog', { name: 'Revoke this key?' });
    expect(await question.textContent()).toContain('Partner backend');
    await question.getByRole('button', { name: 'Revoke key' }).click();
    await page.getByText(/Partner backend .* is revoked/).waitFor();
    expect((await callApi(mock, '/v1/account', { token })).status).toBe(401);

    await page.goBack();
    expect(await kept()).not.toContain(token.slice(12));
    await page.reload();
    expect(await kept()).not.toContain(token.slice(12));
    expect(JSON.stringify(await mock.requests.list())).not.toContain(token.slice(12));
    expect([foreignRequests, errors]).toEqual([[], []]);
  });

  it('removes the token when the dialog is dismissed before htmx has settled', async () => {
    const mock = await startMock();
    const { page } = await openTab(mock);
    await signIn(page);
    await page.goto('/dashboard/api-keys');
    await page.evaluate(() => {
      document.addEventListener('htmx:afterSwap', () => {
        document.querySelector<HTMLElement>('dialog [data-dismiss]')?.click();
      });
    });
    await page.getByLabel('Name').fill('Quick');
    await page.getByRole('button', { name: 'Create key' }).click();
    await page.getByRole('rowheader', { name: 'Quick' }).waitFor();
    expect(await page.content()).not.toMatch(TOKEN);
  });

  it('shows attempts of a webhook as they are made, and sends it again', async () => {
    const mock = await startMock();
    await mock.clock.freeze();
    const receiver = await startReceiver(503, 200);
    const { page, errors } = await openTab(mock);
    await signIn(page);
    await page.getByRole('link', { name: 'Webhooks' }).first().click();
    await page.getByLabel('URL', { exact: true }).fill(receiver.url);
    await page.getByRole('button', { name: 'Add target' }).click();
    await page.getByText('Target 1 is added').waitFor();
    await page.getByRole('button', { name: 'Fire success' }).click();
    const row = page.getByRole('row', { name: /#1/ });
    await row.getByText('Retrying').waitFor();
    await row.getByRole('link', { name: '#1' }).click();
    await page.getByRole('heading', { name: /Attempt 1 503/ }).waitFor();

    await mock.clock.advance(10_000);
    await page.getByRole('heading', { name: /Attempt 2 200/ }).waitFor();
    expect(await page.getByText('Delivered').count()).toBe(1);
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByText('Delivery #1 is sent again as #2.').waitFor();
    await page.getByRole('heading', { name: /Attempt 1 200/ }).waitFor();
    expect(receiver.received).toHaveLength(3);
    expect(errors).toEqual([]);
  });

  it('shows calls live, unless it is paused', async () => {
    const mock = await startMock();
    const { page } = await openTab(mock);
    await signIn(page);
    await page.getByRole('link', { name: 'Traffic' }).first().click();
    await callApi(mock, '/v1/account');
    await page.getByRole('link', { name: 'GET /v1/account' }).waitFor();
    await page.getByLabel('Pause').check();
    await callApi(mock, '/v1/cards?limit=1');
    await callApi(mock, '/v1/cards?limit=2');
    expect(await page.getByRole('link', { name: 'GET /v1/cards' }).count()).toBe(0);
    await page.getByLabel('Pause').uncheck();
    await page.getByRole('link', { name: 'GET /v1/cards?limit=2' }).waitFor();
    await page.getByRole('link', { name: 'GET /v1/cards?limit=1' }).click();
    await page.getByText('authorization: Bearer shbx_mHL8oYX…').waitFor();
  });

  it('filters cards during typing', async () => {
    const mock = await startMock();
    const { page, errors } = await openTab(mock);
    // Drawing pictures takes all connections of the browser for a while.
    await page.route('**/dashboard/pictures/**', (route) =>
      route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' }),
    );
    await signIn(page);
    await page.goto('/dashboard/cards');
    expect(await page.locator('.gallery li').count()).toBe(24);
    await page.getByLabel('Search').pressSequentially('nørg');
    await page.getByText('1 card.').waitFor();
    expect(await page.locator('.gallery li').textContent()).toContain('Zoë Nørgaard');
    expect(page.url()).toContain('q=n%C3%B8rg');
    await page.getByLabel('Search').fill('nobody');
    await page.getByText('No card matches').waitFor();
    expect(errors).toEqual([]);
  });

  it('moves the clock until an image link has expired, and says so in the traffic', async () => {
    const mock = await startMock();
    const { page } = await openTab(mock);
    await signIn(page);
    const { body } = await callApi(mock, '/v1/cards?graded=graded&limit=1');
    const link: string = body.cards[0].images.front;
    expect((await fetch(link)).status).toBe(200);
    await page.getByRole('link', { name: 'Simulator' }).first().click();
    await page.getByRole('button', { name: '6 minutes' }).click();
    await page.getByText(/image links expired/).waitFor();
    expect((await fetch(link)).status).toBe(403);
    await page.getByRole('link', { name: 'Traffic' }).first().click();
    await page.getByText('expired-image').waitFor();
  });

  it('tries an operation of the reference on this server', async () => {
    const mock = await startMock();
    const { page, foreignRequests, errors } = await openTab(mock);
    await page.goto('/docs/listCards');
    await page.getByLabel('Token').fill(mock.token ?? '');
    await page.getByLabel('limit', { exact: true }).fill('1');
    await page.getByRole('button', { name: 'Send GET' }).click();
    await page.locator('output').getByText('"next_cursor"').waitFor();
    expect(await page.locator('output').textContent()).toMatch(/GET \/v1\/cards\?limit=1\s+200/);
    expect([foreignRequests, errors]).toEqual([[], []]);
  });
});
