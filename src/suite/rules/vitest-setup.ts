import { inject, test } from 'vitest';
import { failureText } from '../../checks/result-text.js';
import { useDocument } from '../../contract/document.js';
import { onRules } from './define-rule.js';
import type { Rule } from './rule.js';
import { RuleRunner } from './rule-runner.js';
import { settle } from './settle.js';
import type {} from './vitest-context.js';

declare global {
  /** One runner for all contract files of a run, although vitest loads this file again for each of them. */
  var chckRuleRunner: RuleRunner | undefined;
  /** The ids of the rules that are tests already: a user's rule file may load another copy of the kit's rules. */
  var chckRegisteredRules: Set<string> | undefined;
}

// The worker has its own copy of the modules.
useDocument(inject('chckSuite').document ?? undefined);
globalThis.chckRegisteredRules ??= new Set();
const registered = globalThis.chckRegisteredRules;

function runner(): RuleRunner {
  globalThis.chckRuleRunner ??= new RuleRunner(inject('chckSuite'));
  return globalThis.chckRuleRunner;
}

function register(rules: readonly Rule[]): void {
  const { selected, strict } = inject('chckSuite');
  for (const rule of rules) {
    if (registered.has(rule.id)) continue;
    registered.add(rule.id);
    if (selected !== null && !selected.includes(rule.id)) continue;
    test(`${rule.id} ${rule.title}`, async ({ task, skip }) => {
      const outcome = await runner().judge(rule);
      task.meta.chckOutcome = outcome;
      if (outcome.outcome === 'not-checked') skip(outcome.reason);
      // Without a runner that collects all outcomes, what a rule saw in passing counts where it was seen.
      const [alone] = selected === null ? settle([outcome], strict) : [outcome];
      const failure = alone?.failures[0];
      if (failure !== undefined) throw new Error(failureText(failure));
    });
  }
}

onRules(register);
