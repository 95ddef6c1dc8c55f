import { checkableRules } from '../../contract-tests/checkable-rules.js';
import type { RuleOutcome } from './rules/outcome.js';
import { Session } from './rules/rule-runner.js';
import type { RunRules } from './run-rules.js';

/** Runs the same rule bodies without vitest, for the many short runs that prove the suite itself. */
export const runInProcess: RunRules = async (config, onOutcome, signal) => {
  const selected = new Set(config.selected);
  const session = new Session(config);
  const outcomes: RuleOutcome[] = [];
  try {
    for (const checkable of checkableRules) {
      if (!selected.has(checkable.rule.id) || signal?.aborted === true) continue;
      const outcome = await session.judge(checkable);
      outcomes.push(outcome);
      onOutcome(outcome);
    }
  } finally {
    await session.close();
  }
  return outcomes;
};
