import { randomInt } from 'node:crypto';
import type { TestProject } from 'vitest/node';
import { openRun } from '../open-run.js';
import type {} from './vitest-context.js';

/**
 * For `npx vitest run` on the contract files: the target is `CHCK_BASE_URL` with `CHCK_TOKEN` and `CHCK_DRIVER`, or a mock
 * that is started for the run. `CHCK_STRICT=true` fails on assumed facts too, `CHCK_SEED` fixes what is generated.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const {
    CHCK_BASE_URL: baseUrl,
    CHCK_TOKEN: token,
    CHCK_DRIVER: driver,
    CHCK_STRICT,
    CHCK_SEED,
  } = process.env;
  const run = await openRun({
    ...(baseUrl === undefined ? { mock: true } : { baseUrl }),
    ...(baseUrl !== undefined && token !== undefined && { token }),
    ...(baseUrl !== undefined && driver !== undefined && { driver }),
    strict: CHCK_STRICT === 'true',
    seed: CHCK_SEED === undefined ? randomInt(1, 2 ** 31) : Number(CHCK_SEED),
  });
  project.provide('chckSuite', run.config);
  return () => run.close();
}
