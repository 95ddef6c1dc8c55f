import { inject, test } from 'vitest';
import { failureText } from '../reporters/failure-text.js';
import { onRules } from './define-rule.js';
import type { Rule } from './rule.js';
import { RuleRunner } from './rule-runner.js';
import type {} from './vitest-context.js';

declare global {
  /** One runner for all contract files of a run, although vitest loads this file again for each of them. */
  var chckRuleRunner: RuleRunner | undefined;
}

function runner(): RuleRunner {
  globalThis.chckRuleRunner ??= new RuleRunner(inject('chckSuite'));
  return globalThis.chckRuleRunner;
}

function register(rules: readonly Rule[]): void {
  const { selected } = inject('chckSuite');
  for (const rule of rules) {
    if (selected !== null && !selected.includes(rule.id)) continue;
    test(`${rule.id} ${rule.title}`, async ({ task, skip }) => {
      const outcome = await runner().judge(rule);
      task.meta.chckOutcome = outcome;
      if (outcome.outcome === 'not-checked') skip(outcome.reason);
      const [failure] = outcome.failures;
      if (failure !== undefined) throw new Error(failureText(failure));
    });
  }
}

onRules(register);
