import type { RuleOutcome } from './rules/outcome.js';
import { RuleRunner } from './rules/rule-runner.js';
import type { RunRules } from './run-in-vitest.js';

/** Runs the same checks without vitest, for the many short runs that prove the suite itself. */
export const runInProcess: RunRules = async ({ config, rules, onOutcome, signal }) => {
  const runner = new RuleRunner(config);
  const outcomes: RuleOutcome[] = [];
  try {
    for (const rule of rules) {
      if (signal?.aborted === true) continue;
      const outcome = await runner.judge(rule);
      outcomes.push(outcome);
      onOutcome(outcome);
    }
  } finally {
    await runner.close();
  }
  return outcomes;
};
