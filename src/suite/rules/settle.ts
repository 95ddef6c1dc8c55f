import type { RuleOutcome } from './outcome.js';

/**
 * Hands every observation to the rule that it belongs to, so that one defect is one failure, whichever rule came across
 * it. Where that rule is not part of the run, the rule that saw it carries it: nothing seen is lost.
 */
export function settle(outcomes: readonly RuleOutcome[], strict: boolean): RuleOutcome[] {
  const settled = outcomes.map((outcome) => ({
    ...outcome,
    failures: [...outcome.failures],
    questions: [...outcome.questions],
  }));
  const byId = new Map(settled.map((outcome) => [outcome.id, outcome]));
  for (const seeing of outcomes) {
    for (const { ruleId, assumed, failure } of seeing.observations) {
      const owner = byId.get(ruleId);
      const carrier = owner === undefined || owner.outcome === 'not-checked' ? byId.get(seeing.id) : owner;
      if (carrier === undefined) continue;
      const list = assumed && !strict ? carrier.questions : carrier.failures;
      if (list.some((other) => other.message === failure.message)) continue;
      list.push(failure);
    }
  }
  for (const outcome of settled) if (outcome.failures.length > 0) outcome.outcome = 'failed';
  return settled;
}
