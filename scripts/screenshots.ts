import { mkdirSync, rmSync } from 'node:fs';
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
async function happenings({ simulator }: Mock): Promise<void> {
  await simulator.keys.create(1, 'Staging backend');
  const old = await simulator.keys.create(1, '<script>alert("no")</script> و "quotes" 🎴');
  await simulator.keys.revoke(old.key.id);
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
  const settled = () => page.waitForLoadState('networkidle');
  await take('cards', '/dashboard/cards', settled);
  await take('cards-none', '/dashboard/cards?q=nobody');
  await take('card', '/dashboard/cards?graded=graded', async () => {
    await page.locator('.gallery a').first().click();
    await settled();
  });
}
