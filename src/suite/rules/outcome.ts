import type { Failure } from '../../checks/check-result.js';

/** Something that a rule's body did not ask about but that was seen in passing; it belongs to the rule `ruleId`. */
export interface Observation {
  ruleId: string;
  /** Whether only our own reading forbids it. */
  assumed: boolean;
  failure: Failure;
}

/** Inputs that a rule would have tried with a larger budget of requests. */
export interface Omission {
  what: string;
  count: number;
}

/** What came of one rule before observations are handed to the rules that they belong to. */
export interface RuleOutcome {
  id: string;
  outcome: 'passed' | 'failed' | 'not-checked';
  /** Why the rule was not checked. */
  reason?: string;
  failures: Failure[];
  /** Deviations from what is merely assumed: questions to the service's owner, not failures. */
  questions: Failure[];
  observations: Observation[];
  omitted: Omission[];
  /** How often each `operation status` was seen. */
  seen: Record<string, number>;
  requests: number;
  durationMs: number;
}

/** Thrown by a rule's body when the target breaks the rule. */
export class RuleBroken extends Error {
  readonly code = 'rule_broken';

  constructor(readonly failure: Failure) {
    super(`${failure.message}\nexpected: ${failure.expected}\nreceived: ${failure.received}`);
    this.name = 'RuleBroken';
  }
}

/** Thrown by a rule's body when it cannot say anything about this target. */
export class NotChecked extends Error {
  readonly code = 'not_checked';

  constructor(readonly reason: string) {
    super(reason);
    this.name = 'NotChecked';
  }
}
