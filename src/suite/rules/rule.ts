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

export const areas = [
  'health',
  'authentication',
  'api-keys',
  'account',
  'gradings-list',
  'grading-detail',
  'cards-list',
  'card-detail',
  'pagination',
  'filters-and-sorting',
  'webhook-targets',
  'webhook-deliveries',
  'presigned-urls',
  'errors',
  'limits-and-cors',
  'isolation',
  'secrets',
  'schema',
] as const;

export type Area = (typeof areas)[number];

/** What is written down for a rule; its id and area come from where it stands. */
export interface RuleData {
  title: string;
  provenance: Provenance;
  /** The section of the contract, such as `§5`. */
  source: string;
  /** The sentence of the contract that the rule stands on. */
  sentence: string;
  severity: Severity;
  needs?: readonly Capability[];
}

/** One checkable promise of the Partner API. */
export interface Rule extends RuleData {
  id: string;
  area: Area;
  needs: readonly Capability[];
}

/** The rules of one area, with their ids kept as literal types so that a rule without a body does not compile. */
export interface AreaRules<Id extends string> {
  area: Area;
  data: Readonly<Record<Id, RuleData>>;
}

export function rulesOf<Id extends string>(area: Area, data: Record<Id, RuleData>): AreaRules<Id> {
  return { area, data };
}

export function listRules({ area, data }: AreaRules<string>): Rule[] {
  return Object.entries(data).map(([id, rule]) => ({ ...rule, id, area, needs: rule.needs ?? [] }));
}
