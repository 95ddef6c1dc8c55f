import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import type { Mock } from '../../src/mock.js';

/** A page in a browser, its requests to other hosts, and its errors. */
export interface Tab {
  page: Page;
  context: BrowserContext;
  foreignRequests: string[];
  errors: string[];
}

export type OpenTab = (mock: Mock, options?: BrowserContextOptions) => Promise<Tab>;

/**
 * Tests in a real Chromium. Without one they are skipped with a notice; in CI that is a failure. Each tab has a browser
 * profile of its own.
 */
export function describeInBrowser(name: string, define: (openTab: OpenTab) => void): void {
  const endpoint = inject('browserEndpoint');
  if (endpoint === undefined) {
    it.runIf(process.env.CI === 'true')(`${name}: Chromium is installed`, () => {
      expect.fail('CI needs Chromium: install it, or name its executable with CHCK_CHROMIUM.');
    });
    console.warn(
      `${name}: skipped, because no Chromium is on the PATH. Install one, or name its executable with CHCK_CHROMIUM.`,
    );
  }
  describe.skipIf(endpoint === undefined)(name, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.connect(endpoint ?? '');
    });
    afterAll(() => browser?.close());
    define(async (mock, options = {}) => {
      const context = await browser.newContext({ baseURL: mock.url, ...options });
      onTestFinished(() => context.close());
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      const tab: Tab = { page, context, foreignRequests: [], errors: [] };
      context.on('request', (request) => {
        if (!request.url().startsWith(`${mock.url}/`)) tab.foreignRequests.push(request.url());
      });
      page.on('console', (message) => {
        if (message.type() === 'error') tab.errors.push(message.text());
      });
      page.on('pageerror', (error) => tab.errors.push(error.message));
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

/** Creates something of every kind and returns the addresses of all kinds of pages. */
export async function pagesOfEveryKind(mock: Mock): Promise<string[]> {
  await mock.targets.create({ url: 'http://127.0.0.1:9/hook' });
  const { gradings, deliveries } = await mock.triggers.fire({ outcome: 'success', count: 2 });
  const open = await mock.gradings.start();
  await mock.faults.add({ kind: 'latency', next: 5, operation: 'getCard', delay: '1s' });
  const call = (path: string) =>
    fetch(mock.url + path, { headers: { authorization: `Bearer ${mock.token}` } }).then((response) =>
      response.text(),
    );
  for (let count = 0; count < 5; count += 1) await call('/v1/gradings?limit=1');
  await call('/v1/cards?limit=500');
  const sequence = (await mock.requests.list()).at(-1)?.sequence;
  return [
    '/dashboard',
    '/dashboard/api-keys',
    '/dashboard/api-keys?tab=revoked',
    '/dashboard/api-keys/1/revoke',
    '/dashboard/cards',
    '/dashboard/cards?q=nobody',
    `/dashboard/cards/${gradings[0]?.userCardId}`,
    '/dashboard/gradings',
    '/dashboard/gradings?state=failed',
    '/dashboard/gradings/new',
    `/dashboard/gradings/${gradings[0]?.id}`,
    `/dashboard/gradings/${open.id}`,
    '/dashboard/webhooks',
    `/dashboard/webhooks/deliveries/${deliveries[0]?.id}`,
    '/dashboard/webhooks/targets/1/remove',
    '/dashboard/webhooks/scenarios',
    '/dashboard/palette',
    '/dashboard/traffic',
    `/dashboard/traffic/${sequence}`,
    '/dashboard/simulator',
    '/dashboard/simulator/reset?world=empty',
    '/dashboard/nowhere',
    '/dashboard/sign-in',
    '/docs',
    '/docs/listCards',
    '/docs/getGrading',
    '/docs/gradingCompleted',
  ];
}
