import type { Deviation } from '../../http/deviation.js';
import { rules } from '../all-rules.js';
import { SuiteError } from '../suite-error.js';

/** The deviations of all rules, in the order of the rules. */
export const deviations: readonly Deviation[] = rules.flatMap((rule) => rule.deviations);

/**
 * The deviations with these ids; a rule's id means its first deviation. Letter case does not matter. Throws `SuiteError`
 * `usage` for an unknown id.
 */
export function chooseDeviations(ids: readonly string[]): Deviation[] {
  return ids.map((id) => {
    const found = deviations.find((deviation) => deviation.id.toLowerCase() === id.toLowerCase());
    if (found !== undefined) return found;
    const area = id.split('-')[0]?.toUpperCase() ?? '';
    const near = deviations.filter((deviation) => deviation.id.startsWith(`${area}-`)).map((each) => each.id);
    const advice = near.length > 0 ? `choose from ${near.join(', ')}` : 'docs/rules.md lists them all';
    throw new SuiteError('usage', `There is no deviation ${id}: ${advice}`);
  });
}
