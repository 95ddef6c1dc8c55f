import type { Deviation, DeviationHooks } from '../../src/http/deviation.js';
import type { AreaRules } from '../../src/suite/rules/rule.js';

/** A deviation as it is written down: what the service does, and how. */
export type Written = readonly [title: string, start: () => DeviationHooks];

/**
 * The deviations of an area, at least one for each rule, which then does not compile without. The first of a rule has
 * the rule's id, further ones have a letter after it.
 */
export function deviationsOf<Id extends string>(
  _rules: AreaRules<Id>,
  written: Record<Id, readonly [Written, ...Written[]]>,
): Deviation[] {
  return Object.entries<readonly Written[]>(written).flatMap(([rule, all]) =>
    all.map(([title, start], index) => ({
      id: index === 0 ? rule : `${rule}${String.fromCharCode(97 + index)}`,
      rule,
      title,
      start,
    })),
  );
}
