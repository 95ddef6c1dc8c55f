import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import { applyBaseline, readBaseline } from './baseline.js';
import { coverageOf } from './coverage.js';
import { bridgeDriver } from './drivers/driver-bridge.js';
import { loadRules } from './load-rules.js';
import { maskSecrets } from './mask-secrets.js';
import type { SuiteConfig } from './rules/config.js';
import type { RuleOutcome } from './rules/outcome.js';
import { type Rule, ruleInfo } from './rules/rule.js';
import { settle } from './rules/settle.js';
import { type RunRules, runRules } from './run-rules.js';
import { selectRules } from './select-rules.js';
import { SuiteError } from './suite-error.js';
import type { ContractSuiteOptions } from './suite-options.js';
import type { RuleReport, SuiteReport } from './suite-report.js';
import { openTarget, type Target } from './target.js';
import { waitForTarget } from './wait-for-target.js';

const DEFAULT_FUZZ = 4;
const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_PATIENCE_MS = 5000;

function reportOf(rule: Rule, outcome: RuleOutcome): RuleReport {
  const { reason, failures, questions, requests, durationMs } = outcome;
  return {
    rule: ruleInfo(rule),
    verdict: outcome.outcome,
    ...(reason === undefined ? {} : { reason }),
    failures,
    questions,
    requests,
    durationMs,
  };
}

function secretsOf(options: ContractSuiteOptions): string[] {
  const { token, revokedToken, unusableToken, otherToken, headers = {} } = options;
  const secretHeaders = Object.entries(headers).filter(([name]) =>
    /auth|key|token|secret|cookie/i.test(name),
  );
  return [token, revokedToken, unusableToken, otherToken, ...secretHeaders.map(([, value]) => value)].filter(
    (secret): secret is string => secret !== undefined && secret.length >= 4,
  );
}

function configOf(
  options: ContractSuiteOptions,
  target: Target,
  selected: Rule[],
  seed: number,
  driver: SuiteConfig['driver'],
): SuiteConfig {
  const { receiver = {} } = options;
  return {
    baseUrl: target.baseUrl,
    selected: selected.map(({ id }) => id),
    strict: options.strict ?? false,
    readOnly: options.readOnly ?? false,
    token: options.token ?? null,
    accountId: options.accountId ?? null,
    revokedToken: options.revokedToken ?? null,
    unusableToken: options.unusableToken ?? null,
    otherToken: options.otherToken ?? null,
    driver,
    fuzz: options.fuzz ?? DEFAULT_FUZZ,
    seed,
    timeout: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
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

/**
 * Runs the contract rules against a target and gives what came of them. Never exits the process, prints nothing, and
 * throws `SuiteError` when the run could not be made.
 */
export function runContractSuite(options: ContractSuiteOptions): Promise<SuiteReport> {
  return runSuite(options, runRules);
}

/** The same with another way to run the rules. */
export async function runSuite(options: ContractSuiteOptions, run: RunRules): Promise<SuiteReport> {
  const ruleFiles = (options.rules ?? []).map((file) => resolve(file));
  const known = await loadRules(ruleFiles);
  const selected = selectRules(known, options);
  const { baseline = [] } = options;
  const entries = typeof baseline === 'string' ? await readBaseline(baseline, known) : baseline;
  const seed = options.seed ?? randomInt(1, 2 ** 31);
  const startedAt = new Date();
  const start = performance.now();
  const target = await openTarget(options);
  const bridge = target.driver === null ? null : await bridgeDriver(target.driver);
  try {
    await waitForTarget(target.baseUrl, options.waitForSeconds ?? 0, options.headers ?? {}, options.signal);
    const config = configOf(options, target, selected, seed, bridge);
    if (config.token === null && bridge?.methods.includes('createAccount') !== true)
      throw new SuiteError('usage', 'Give --token (or CHCK_TOKEN), or a driver with createAccount()');
    const secrets = secretsOf(options);
    const byId = new Map(selected.map((rule) => [rule.id, rule]));
    const onOutcome = (outcome: RuleOutcome): void => {
      const rule = byId.get(outcome.id);
      if (rule !== undefined) options.onResult?.(maskSecrets(reportOf(rule, outcome), secrets));
    };
    const outcomes = await run({
      config: plain(config),
      rules: selected,
      ruleFiles,
      onOutcome,
      signal: options.signal,
    });
    const results = settle(outcomes, config.strict).flatMap((outcome) => {
      const rule = byId.get(outcome.id);
      return rule === undefined ? [] : [reportOf(rule, outcome)];
    });
    const interrupted = options.signal?.aborted ?? false;
    if (!interrupted && results.every(({ verdict }) => verdict === 'not-checked'))
      throw new SuiteError(
        'no_rule_ran',
        `No rule could be checked: ${results[0]?.reason ?? 'none is selected'}`,
      );
    const judged = applyBaseline(results, entries, startedAt.toISOString().slice(0, 10));
    const requireAll = options.requireAll ?? false;
    const bad = judged.results.some(
      ({ verdict }) => verdict === 'failed' || (requireAll && verdict === 'not-checked'),
    );
    return maskSecrets<SuiteReport>(
      {
        passed: !bad && judged.stale.length === 0,
        target: target.baseUrl,
        startedAt: startedAt.toISOString(),
        durationMs: performance.now() - start,
        seed,
        strict: config.strict,
        requireAll,
        interrupted,
        requests: outcomes.reduce((sum, outcome) => sum + outcome.requests, 0),
        results: judged.results,
        coverage: coverageOf(outcomes),
        stale: judged.stale,
      },
      secrets,
    );
  } finally {
    await bridge?.close();
    await target.close();
  }
}

/** What crosses into vitest's worker must be data. */
const plain = (config: SuiteConfig): SuiteConfig =>
  structuredClone({ ...config, driver: pickDriver(config) });

function pickDriver({ driver }: SuiteConfig): SuiteConfig['driver'] {
  return driver === null ? null : { url: driver.url, methods: driver.methods };
}
