import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (file: string) => fileURLToPath(new URL(`src/${file}`, import.meta.url));

const browserTests = 'tests/portal/browser/**/*.test.ts';

export default defineConfig({
  resolve: {
    // Examples import the package by its name, as its users do.
    alias: [
      { find: /^@chck\/partner-kit$/, replacement: source('index.ts') },
      { find: /^@chck\/partner-kit\/testing$/, replacement: source('testing/index.ts') },
      { find: /^@chck\/partner-kit\/testing\/vitest$/, replacement: source('testing/vitest.ts') },
      { find: /^@chck\/partner-kit\/webhooks$/, replacement: source('webhooks/index.ts') },
    ],
  },
  test: {
    // Tests wait for timers and other processes more than half of the time, so there is one worker more than cores.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx', 'examples/**/*.test.{js,ts}'],
          exclude: ['**/node_modules/**', browserTests],
          // Loading the code for each file anew would take a third of the time. A file undoes what it changes.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: [browserTests],
          globalSetup: ['tests/support/browser-server.ts'],
          // One file at a time: Chromium treats a window as hidden while another one covers it.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'contract',
          include: ['contract-tests/*.contract.ts'],
          setupFiles: ['src/suite/rules/vitest-setup.ts'],
          globalSetup: ['src/suite/rules/vitest-global-setup.ts'],
          pool: 'threads',
          isolate: false,
          fileParallelism: false,
          // Alone, after the others: rules of the rate limit and of time need a mock that answers promptly.
          sequence: { groupOrder: 2 },
          testTimeout: 180_000,
        },
      },
    ],
  },
});
