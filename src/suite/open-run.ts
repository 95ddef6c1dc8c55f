import { randomUUID } from 'node:crypto';
import { apiDocument, isForeignDocument } from '../contract/document.js';
import { bridgeDriver } from './drivers/driver-bridge.js';
import { preflight } from './preflight.js';
import type { SuiteConfig } from './rules/config.js';
import { SuiteError } from './suite-error.js';
import type { ContractSuiteOptions } from './suite-options.js';
import { openTarget, type Target } from './target.js';

const DEFAULT_FUZZ = 4;
const BUDGET = 400;
const LOOPBACK_BUDGET = 2000;
const DEFAULT_TIMEOUT_MS = 10_000;
/** Two waits for the window of the rate limit, and some. */
const DEFAULT_RULE_TIMEOUT_MS = 150_000;
const DEFAULT_PATIENCE_MS = 5000;

/** A target that responds, and what the rules need to know about it. */
export interface OpenRun {
  /** Plain data, which can be sent to a worker; it selects all rules. */
  config: SuiteConfig;
  close(): Promise<void>;
}

/** Finds or starts the target, waits for it, and serves its driver to the rules. Throws `SuiteError`. */
export async function openRun(options: ContractSuiteOptions & { seed: number }): Promise<OpenRun> {
  const target = await openTarget(options);
  const bridge = target.driver === null ? null : await bridgeDriver(target.driver);
  const close = async (): Promise<void> => {
    await bridge?.close();
    await target.close();
  };
  try {
    const driver = bridge === null ? null : { url: bridge.url, methods: bridge.methods };
    const config = configOf(options, target, driver);
    await preflight(config, options.waitForSeconds ?? 0, options.signal);
    if (config.token === null && driver?.methods.includes('createAccount') !== true)
      throw new SuiteError('usage', 'Give --token (or CHCK_TOKEN), or a driver with createAccount()');
    return { config: structuredClone(config), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function configOf(
  options: ContractSuiteOptions & { seed: number },
  target: Target,
  driver: SuiteConfig['driver'],
): SuiteConfig {
  const { receiver = {} } = options;
  return {
    runId: randomUUID(),
    baseUrl: target.baseUrl,
    document: isForeignDocument() ? apiDocument() : null,
    selected: null,
    strict: options.strict ?? false,
    readOnly: options.readOnly ?? false,
    token: options.token || null,
    accountId: options.accountId ?? null,
    revokedToken: options.revokedToken || null,
    unusableToken: options.unusableToken || null,
    otherToken: options.otherToken || null,
    driver,
    budget: options.budget ?? defaultBudget(target, driver),
    fuzz: options.fuzz ?? DEFAULT_FUZZ,
    seed: options.seed,
    timeout: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    ruleTimeout: options.ruleTimeoutMs ?? DEFAULT_RULE_TIMEOUT_MS,
    patience: options.patienceMs ?? DEFAULT_PATIENCE_MS,
    headers: options.headers ?? {},
    receiver: {
      host: receiver.host ?? '127.0.0.1',
      port: receiver.port ?? 0,
      publicUrl: receiver.publicUrl ?? null,
    },
    maxFailures: options.maxFailures ?? null,
  };
}

function defaultBudget({ baseUrl }: Target, driver: SuiteConfig['driver']): number {
  const { hostname } = new URL(baseUrl);
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  return loopback && driver?.methods.includes('advanceClock') === true ? LOOPBACK_BUDGET : BUDGET;
}
