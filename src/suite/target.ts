import { createMock } from '../mock.js';
import { chooseDeviations } from './deviations/choose-deviations.js';
import type { ContractDriver } from './drivers/driver.js';
import { loadDriver } from './drivers/load-driver.js';
import { mockDriver } from './drivers/mock-driver.js';
import { SuiteError } from './suite-error.js';
import type { ContractSuiteOptions } from './suite-options.js';

/** The target: its address, its driver, and how to close it. */
export interface Target {
  baseUrl: string;
  driver: ContractDriver | null;
  close(): Promise<void>;
}

/** A hanging receiver is given up on so soon, in real time, that no run waits long for it. */
const MOCK_WEBHOOK_TIMEOUT_MS = 500;

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

/** Finds the target that the options name, or starts the mock, and loads the driver. Throws `SuiteError`. */
export async function openTarget(options: ContractSuiteOptions): Promise<Target> {
  const { baseUrl: given, mock = false, driver } = options;
  if (mock) {
    if (given !== undefined || driver !== undefined)
      throw new SuiteError(
        'usage',
        'The started mock has its own address and driver; leave --base-url and --driver away',
      );
    const started = await createMock({
      world: 'empty',
      webhookTimeout: MOCK_WEBHOOK_TIMEOUT_MS,
      deviations: chooseDeviations(options.deviate ?? []),
    });
    return { baseUrl: started.url, driver: mockDriver(started.url), close: () => started.close() };
  }
  if (options.deviate !== undefined)
    throw new SuiteError(
      'usage',
      '--deviate is for the mock that --mock starts; a running one takes `chck serve --deviate`',
    );
  if (given === undefined) throw new SuiteError('usage', 'Give --base-url URL (or CHCK_BASE_URL), or --mock');
  const baseUrl = checkedUrl(given);
  const loaded = typeof driver === 'string' ? await loadDriver(driver, baseUrl) : driver;
  return { baseUrl, driver: loaded ?? null, close: () => Promise.resolve() };
}
