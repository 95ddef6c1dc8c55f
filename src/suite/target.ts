import type { ContractDriver } from '../../contract-tests/support/driver.js';
import { loadDriver } from './load-driver.js';
import { SuiteError } from './suite-error.js';
import type { ContractSuiteOptions } from './suite-options.js';

/** What is judged: where it answers, who can drive it, and how to let go of it. */
export interface Target {
  baseUrl: string;
  driver: ContractDriver | null;
  close(): Promise<void>;
}

function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new SuiteError(
      'usage',
      `${text} is no http(s) URL; --base-url takes one such as http://localhost:4000`,
    );
  if (url.username !== '' || url.search !== '' || url.hash !== '')
    throw new SuiteError('usage', 'The base URL may have a path, but no credentials, query or fragment');
  return url.origin + url.pathname.replace(/\/+$/, '');
}

/** Finds the target that the options name and loads its driver. */
export async function openTarget(options: ContractSuiteOptions): Promise<Target> {
  if (options.baseUrl === undefined) throw new SuiteError('usage', 'Give --base-url URL, or --mock');
  const baseUrl = checkedUrl(options.baseUrl);
  const { driver } = options;
  const loaded = typeof driver === 'string' ? await loadDriver(driver, baseUrl) : driver;
  return { baseUrl, driver: loaded ?? null, close: () => Promise.resolve() };
}
