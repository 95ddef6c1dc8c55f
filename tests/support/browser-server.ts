import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { chromiumOptions, findChromium } from './chromium.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the browser that all tests share listens; undefined when there is no Chromium. */
    browserEndpoint: string | undefined;
  }
}

/** Starts the one browser that all browser tests share, and stops it after the last. */
export default async function startBrowser(project: TestProject): Promise<() => Promise<void>> {
  const executable = findChromium();
  if (executable === undefined) {
    project.provide('browserEndpoint', undefined);
    return async () => undefined;
  }
  const server = await chromium.launchServer(chromiumOptions(executable));
  project.provide('browserEndpoint', server.wsEndpoint());
  return () => server.close();
}
