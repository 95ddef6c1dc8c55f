import { inject, test } from 'vitest';
import { type CheckableRule, onArea } from './define-rule.js';
import { Session } from './rule-runner.js';
import type {} from './vitest-context.js';

declare global {
  /** One session for all contract files of a run, although vitest loads this file anew for each of them. */
  var chckContractSession: Session | undefined;
}

function session(): Session {
  globalThis.chckContractSession ??= new Session(inject('chckSuite'));
  return globalThis.chckContractSession;
}

function register(rules: CheckableRule[]): void {
  const selected = new Set(inject('chckSuite').selected);
  for (const checkable of rules) {
    const { id, title } = checkable.rule;
    if (!selected.has(id)) continue;
    test(`${id} ${title}`, async ({ task, skip }) => {
      const outcome = await session().judge(checkable);
      task.meta.chckOutcome = outcome;
      if (outcome.outcome === 'not-checked') skip(outcome.reason);
      const [failure] = outcome.failures;
      if (failure !== undefined) throw new Error(failure.message);
    });
  }
}

onArea(register);
