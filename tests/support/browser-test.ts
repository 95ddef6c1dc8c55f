import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Mock } from '../../src/mock.js';
import { findChromium, launchChromium } from './chromium.js';

/** A page in a browser, what it asked other hosts for, and what its content policy refused. */
export interface Tab {
  page: Page;
  context: BrowserContext;
  foreignRequests: string[];
  complaints: string[];
}

export type OpenTab = (mock: Mock, options?: BrowserContextOptions) => Promise<Tab>;

const executable = findChromium();

/**
 * Tests in a real Chromium. Where there is none they are left out, with a notice that says how to have them run; in CI
 * that is a failure.
 */
export function describeInBrowser(name: string, define: (openTab: OpenTab) => void): void {
  if (executable === undefined) {
    it.runIf(process.env.CI === 'true')(`${name}: Chromium is there`, () => {
      expect.fail('CI needs Chromium: install it, or name its executable with CHCK_CHROMIUM.');
    });
    console.warn(
      `${name}: left out, since there is no Chromium on the PATH. Install one, or name its executable with CHCK_CHROMIUM.`,
    );
  }
  describe.skipIf(executable === undefined)(name, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium(executable ?? '');
    });
    afterAll(() => browser?.close());
    define(async (mock, options = {}) => {
      const context = await browser.newContext({ baseURL: mock.url, ...options });
      onTestFinished(() => context.close());
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      const tab: Tab = { page, context, foreignRequests: [], complaints: [] };
      context.on('request', (request) => {
        if (!request.url().startsWith(`${mock.url}/`)) tab.foreignRequests.push(request.url());
      });
      page.on('console', (message) => {
        if (message.type() === 'error') tab.complaints.push(message.text());
      });
      page.on('pageerror', (error) => tab.complaints.push(error.message));
      return tab;
    });
  });
}

/** Signs in as the first account of the world. */
export async function signIn(page: Page): Promise<void> {
  await page.goto('/dashboard');
  await page.getByRole('button', { name: 'Example Partner' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
}

/** Puts pages of every kind behind addresses: something of each happens, and where to see it is given. */
export async function pagesOfEveryKind(mock: Mock): Promise<string[]> {
  await mock.targets.create({ url: 'http://127.0.0.1:9/hook' });
  const { gradings, deliveries } = await mock.triggers.fire({ outcome: 'success', count: 2 });
  const open = await mock.gradings.start();
  await mock.faults.add({ kind: 'latency', next: 5, operation: 'getCard', delay: '1s' });
  const call = (path: string) =>
    fetch(mock.url + path, { headers: { authorization: `Bearer ${mock.token}` } }).then((answer) =>
      answer.text(),
    );
  for (let count = 0; count < 5; count += 1) await call('/v1/gradings?limit=1');
  await call('/v1/cards?limit=500');
  const sequence = (await mock.requests.list()).at(-1)?.sequence;
  return [
    ...[
      '',
      '/api-keys',
      '/api-keys?tab=revoked',
      '/api-keys/1/revoke',
      '/cards',
      '/cards?q=nobody',
      '/gradings',
    ],
    ...['/gradings?state=failed', '/gradings/new', `/gradings/${gradings[0]?.id}`, `/gradings/${open.id}`],
    ...[
      `/cards/${gradings[0]?.userCardId}`,
      '/webhooks',
      `/webhooks/deliveries/${deliveries[0]?.id}`,
      '/traffic',
    ],
    ...[
      '/webhooks/targets/1/remove',
      `/traffic/${sequence}`,
      '/simulator',
      '/simulator/reset?world=empty',
      '/nowhere',
    ],
  ]
    .map((path) => `/dashboard${path}`)
    .concat('/dashboard/sign-in', '/docs', '/docs/listCards', '/docs/getGrading', '/docs/gradingCompleted');
}
