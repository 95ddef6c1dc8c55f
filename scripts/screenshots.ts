import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { createMock, type Mock } from '../src/mock.js';
import { findChromium, launchChromium } from '../tests/support/chromium.js';

const folder = 'screenshots';
const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 375].map((width) => ({ colorScheme, width, height: width > 500 ? 860 : 780 })),
);

const executable = findChromium();
if (executable === undefined)
  throw new Error('There is no Chromium on the PATH; name one with CHCK_CHROMIUM.');
const only = process.argv.slice(2);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
const mock = await createMock({ port: 0 });
const browser = await launchChromium(executable);
try {
  await happenings(mock);
  for (const look of looks) {
    const { colorScheme, width, height } = look;
    const context = await browser.newContext({ colorScheme, viewport: { width, height } });
    await takeAll(context, `${colorScheme}-${width}`);
    await context.close();
  }
} finally {
  await browser.close();
  await mock.close();
}

/** Something to look at on every page. */
async function happenings(mock: Mock): Promise<void> {
  const { keys, targets, triggers, clock, faults, url, token } = mock;
  await keys.create({ name: 'Staging backend' });
  const old = await keys.create({ name: '<script>alert("no")</script> و "quotes" 🎴' });
  await keys.revoke(old.key.id);
  const receiver = createServer((request, response) => {
    const fails = request.url === '/broken';
    response.writeHead(fails ? 503 : 200, { 'content-type': 'text/plain' });
    response.end(fails ? 'database is down' : 'thank you');
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  receiver.unref();
  const address = receiver.address();
  const target = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  await targets.create({ url: `${target}/webhooks/chck` });
  await targets.create({ outcome: 'failure', url: `${target}/broken` });
  await triggers.fire({ outcome: 'success', count: 12 });
  await triggers.fire({ outcome: 'failure', count: 3 });
  await clock.advance(600_000);
  await triggers.fire({ outcome: 'success', count: 4 });
  await clock.advance(60_000);
  await faults.add({ kind: 'status', next: 3, operation: 'getCard', status: 503 });
  await faults.add({ kind: 'duplicate', next: 2, account: 'dev@partner.example' });
  const call = (path: string, bearer = token) =>
    fetch(url + path, { headers: { authorization: `Bearer ${bearer}` } }).then((response) => response.text());
  for (let count = 0; count < 6; count += 1) await call('/v1/gradings?limit=5');
  await call('/v1/account', 'shbx_nobody');
  await call('/v1/cards?limit=500&sort=colour');
  const { cards } = JSON.parse(await call('/v1/cards?limit=1&q=Nørgaard'));
  await call(`/v1/gradings/00000000-0000-4000-8000-000000000000`);
  await faults.clear();
  await call(`/v1/cards/${cards[0].card_id}`);
  await faults.add({ kind: 'status', next: 3, operation: 'getCard', status: 503 });
  await faults.add({ kind: 'latency', account: 'dev@partner.example', delay: '2s' });
}

async function takeAll(context: BrowserContext, look: string): Promise<void> {
  const page = await context.newPage();
  const take = async (name: string, path: string, act?: () => Promise<unknown>) => {
    if (only.length > 0 && !only.some((part) => name.includes(part))) return;
    await page.goto(mock.url + path);
    await act?.();
    await page.screenshot({ path: join(folder, `${name}-${look}.png`), fullPage: true });
  };
  await take('sign-in', '/dashboard');
  await page.goto(`${mock.url}/dashboard/sign-in`);
  await page.getByRole('button', { name: 'Example Partner' }).click();
  await take('overview', '/dashboard');
  await take('api-keys', '/dashboard/api-keys');
  await take('api-keys-revoked', '/dashboard/api-keys?tab=revoked');
  await take('api-key-created', '/dashboard/api-keys', async () => {
    await page.getByLabel('Name').fill('Partner backend');
    await page.getByRole('button', { name: 'Create key' }).click();
    await page.getByRole('dialog').waitFor();
  });
  await take('api-key-revoke', '/dashboard/api-keys', async () => {
    await page.getByRole('link', { name: /Revoke Staging/ }).click();
    await page.getByRole('dialog').waitFor();
  });
  // The stream of changes never ends, so there is no idle network: the pictures are waited for.
  const settled = () => page.waitForLoadState('networkidle');
  await take('cards', '/dashboard/cards', settled);
  await take('cards-none', '/dashboard/cards?q=nobody');
  await take('card', '/dashboard/cards?graded=graded', async () => {
    await page.locator('.gallery a').first().click();
    await settled();
  });
  await take('gradings', '/dashboard/gradings', settled);
  await take('gradings-none', '/dashboard/gradings?state=submitted&page=9');
  const open = (nth: number) => async () => {
    await page.locator('tbody th a').nth(nth).click();
    await settled();
  };
  await take('grading', '/dashboard/gradings?state=completed', open(5));
  await take('grading-open', '/dashboard/gradings?state=in_progress', open(0));
  await take('grading-new', '/dashboard/gradings/new');
  await take('webhooks', '/dashboard/webhooks');
  await take('webhook-remove', '/dashboard/webhooks', async () => {
    await page.getByRole('link', { name: 'Remove target 1' }).click();
    await page.getByRole('dialog').waitFor();
  });
  await take('delivery', '/dashboard/webhooks?state=pending', async () => {
    await page.locator('tbody th a').first().click();
    await settled();
  });
  await take('traffic', '/dashboard/traffic');
  await take('traffic-call', '/dashboard/traffic?status=4xx', async () => {
    await page.locator('tbody th a').first().click();
    await page.getByRole('heading', { name: /Send again/ }).waitFor();
  });
  await take('traffic-none', '/dashboard/traffic?status=429');
  await take('call', '/dashboard/traffic?path=colour', async () => {
    await page.locator('tbody th a').first().click();
  });
  await take('call-hint', '/dashboard/traffic?status=404', async () => {
    await page.locator('tbody th a').first().click();
  });
  await take('simulator', '/dashboard/simulator');
  await take('reset', '/dashboard/simulator', async () => {
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('dialog').waitFor();
  });
  await take('not-found', '/dashboard/nowhere');
  await take('docs', '/docs');
  await take('docs-operation', '/docs/listCards');
  await take('docs-detail', '/docs/getGrading');
  await take('docs-webhook', '/docs/gradingCompleted');
}
