import { deviations, findDeviation } from '../../../contract-tests/mutants/deviations.js';
import type { Deviation } from '../../http/deviation.js';
import { SuiteError } from '../suite-error.js';

/** The deviations with these ids; that of a rule's first one is the rule's. Throws `SuiteError` `usage` for an unknown id. */
export function chooseDeviations(ids: readonly string[]): Deviation[] {
  return ids.map((id) => {
    const found = findDeviation(id);
    if (found !== undefined) return found;
    const area = id.split('-')[0]?.toUpperCase() ?? '';
    const near = deviations.filter((deviation) => deviation.id.startsWith(`${area}-`)).map((each) => each.id);
    const advice = near.length > 0 ? `there are ${near.join(', ')}` : 'docs/rules.md lists them all';
    throw new SuiteError('usage', `There is no deviation ${id}: ${advice}`);
  });
}
