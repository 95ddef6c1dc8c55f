import type { Deviation, DeviationHooks } from '../../http/deviation.js';
import type { RuleContext } from './context.js';

/** Where a fact comes from: the seed guides, the other published guides, or our own best reading. */
export type Provenance = 'seed' | 'documented' | 'assumed';

/** How much it hurts a partner when the rule is broken. */
export type Severity = 'critical' | 'major' | 'minor';

/**
 * What a rule needs from the target beyond one usable token: a method of the driver, a token, permission to write, or a
 * receiver that the target can reach.
 */
export type Capability =
  | 'write'
  | 'receiver'
  | 'revokedToken'
  | 'unusableToken'
  | 'otherToken'
  | 'createAccount'
  | 'createKey'
  | 'revokeKey'
  | 'lastUsedAt'
  | 'completeGrading'
  | 'advanceClock';

/** Checks one rule against the target: throws `RuleBroken` when it is broken and `NotChecked` when nothing can be said. */
export type RuleCheck = (t: RuleContext) => Promise<void>;

/** A wrong behaviour that the rule must notice. */
export interface DeviationInput {
  /** What the service does wrong, in a sentence. */
  title: string;
  /** Creates the hooks for one mock, with a memory of their own. */
  start: () => DeviationHooks;
}

/** Everything about one rule. */
export interface RuleInput {
  /** Such as `PAGE-001`. */
  id: string;
  /** What the service does, in words that fit after "The service". */
  title: string;
  provenance: Provenance;
  /** The section of the contract, such as `§5`. */
  source: string;
  /** The sentence of the contract that the rule stands on. */
  sentence: string;
  severity: Severity;
  /** Default: none. */
  needs?: readonly Capability[];
  check: RuleCheck;
  /** Default: none. The first one has the rule's id, further ones have a letter after it. */
  deviations?: readonly DeviationInput[];
}

/** What a report says about a rule. */
export interface RuleInfo {
  id: string;
  area: string;
  title: string;
  provenance: Provenance;
  source: string;
  sentence: string;
  severity: Severity;
  needs: readonly Capability[];
}

/** One checkable promise of the Partner API. */
export interface Rule extends RuleInfo {
  check: RuleCheck;
  deviations: readonly Deviation[];
}

/** The part of a rule that is data, for reports. */
export function ruleInfo(rule: Rule): RuleInfo {
  const { id, area, title, provenance, source, sentence, severity, needs } = rule;
  return { id, area, title, provenance, source, sentence, severity, needs };
}
