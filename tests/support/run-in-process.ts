import type { RuleOutcome } from '../../src/suite/rules/outcome.js';
import { RuleRunner } from '../../src/suite/rules/rule-runner.js';
import { stopRun } from '../../src/suite/rules/stop-channel.js';
import type { RunRules } from '../../src/suite/run-in-vitest.js';

/** Runs the same checks without vitest, for the many short runs that prove the suite itself. */
export const runInProcess: RunRules = async ({ config, rules, onOutcome, signal }) => {
  const runner = new RuleRunner(config);
  const outcomes: RuleOutcome[] = [];
  const stop = (): void => stopRun(config.runId);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    for (const rule of rules) {
      if (signal?.aborted) break;
      const outcome = await runner.judge(rule);
      if (signal?.aborted) break;
      outcomes.push(outcome);
      onOutcome(outcome);
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    await runner.close();
  }
  return outcomes;
};
