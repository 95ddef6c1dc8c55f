import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import type { CheckResult } from '../checks/check-result.js';
import { reportOf } from '../checks/report.js';
import { applyBaseline, readBaseline } from './baseline.js';
import { coverageOf } from './coverage.js';
import { loadRules } from './load-rules.js';
import { maskSecrets } from './mask-secrets.js';
import { openRun } from './open-run.js';
import type { RuleOutcome } from './rules/outcome.js';
import type { Rule } from './rules/rule.js';
import { settle } from './rules/settle.js';
import { type RunRules, runInVitest } from './run-in-vitest.js';
import { selectRules } from './select-rules.js';
import { SuiteError } from './suite-error.js';
import type { ContractSuiteOptions, SuiteReport } from './suite-options.js';

function resultOf(rule: Rule, outcome: RuleOutcome): CheckResult {
  const { id, area, title, source, provenance, sentence, severity } = rule;
  const { reason = '', failures, questions, requests, durationMs } = outcome;
  return {
    id,
    area,
    title,
    verdict: outcome.outcome,
    detail: reason,
    remedy: null,
    evidence: [],
    failures,
    questions,
    origin: { source, provenance, sentence, severity },
    requests,
    durationMs,
  };
}

/** What a larger budget would add. */
function notesOf(outcomes: readonly RuleOutcome[], requests: number): string[] {
  const omitted = outcomes.flatMap((outcome) => outcome.omitted);
  const missing = omitted.reduce((sum, { count }) => sum + count, 0);
  if (missing === 0) return [];
  const what = omitted.map(({ count, what: name }) => `${count} ${name}`).join(', ');
  return [`--budget ${requests + missing} would add ${what}`];
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

/**
 * Runs the contract rules against a target and returns the results. Never exits the process, prints nothing, and
 * throws `SuiteError` when the run could not be made.
 */
export function runContractSuite(options: ContractSuiteOptions): Promise<SuiteReport> {
  return runSuite(options, runInVitest);
}

/** The same with another way to run the rules. */
export async function runSuite(options: ContractSuiteOptions, runRules: RunRules): Promise<SuiteReport> {
  const ruleFiles = (options.rules ?? []).map((file) => resolve(file));
  const known = await loadRules(ruleFiles);
  const selected = selectRules(known, options);
  const { baseline = [] } = options;
  const entries = typeof baseline === 'string' ? await readBaseline(baseline, known) : baseline;
  const seed = options.seed ?? randomInt(1, 2 ** 31);
  const startedAt = new Date();
  const start = performance.now();
  const run = await openRun({ ...options, seed });
  const { config } = run;
  try {
    const secrets = secretsOf(options);
    const byId = new Map(selected.map((rule) => [rule.id, rule]));
    const onOutcome = (outcome: RuleOutcome): void => {
      const rule = byId.get(outcome.id);
      if (rule !== undefined) options.onResult?.(maskSecrets(resultOf(rule, outcome), secrets));
    };
    const outcomes = await runRules({
      config: { ...config, selected: selected.map(({ id }) => id) },
      rules: selected,
      ruleFiles,
      onOutcome,
      signal: options.signal,
    });
    const settled = new Map(settle(outcomes, config.strict).map((outcome) => [outcome.id, outcome]));
    const results = selected.flatMap((rule) => {
      const outcome = settled.get(rule.id);
      return outcome === undefined ? [] : [resultOf(rule, outcome)];
    });
    const interrupted = options.signal?.aborted ?? false;
    if (!interrupted && results.every(({ verdict }) => verdict === 'not-checked'))
      throw new SuiteError(
        'no_rule_ran',
        `No rule could be checked: ${results[0]?.detail ?? 'none is selected'}`,
      );
    const judged = applyBaseline(results, entries, startedAt.toISOString().slice(0, 10));
    const report = reportOf({
      command: 'contract',
      target: config.baseUrl,
      startedAt: startedAt.toISOString(),
      durationMs: performance.now() - start,
      requireAll: options.requireAll ?? false,
      interrupted,
      results: judged.results,
      coverage: coverageOf(outcomes),
      stale: judged.stale,
    });
    const requests = outcomes.reduce((sum, outcome) => sum + outcome.requests, 0);
    return maskSecrets<SuiteReport>(
      {
        ...report,
        command: 'contract',
        seed,
        strict: config.strict,
        requests,
        notes: notesOf(outcomes, requests),
      },
      secrets,
    );
  } finally {
    await run.close();
  }
}
