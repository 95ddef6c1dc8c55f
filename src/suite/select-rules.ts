import { rules } from '../../contract-tests/rules.js';
import type { Rule } from './rules/rule.js';
import { SuiteError } from './suite-error.js';

function matches(rule: Rule, wanted: string): boolean {
  const text = wanted.toLowerCase();
  return rule.id.toLowerCase() === text || rule.area === text;
}

/** The rules that `only` and `skip` leave; each is a rule id or an area. Throws `SuiteError` `usage` for an unknown one. */
export function selectRules(only: readonly string[] = [], skip: readonly string[] = []): Rule[] {
  for (const wanted of [...only, ...skip])
    if (!rules.some((rule) => matches(rule, wanted)))
      throw new SuiteError(
        'usage',
        `${wanted} is neither a rule nor an area; \`chck contract --list\` shows them`,
      );
  return rules.filter(
    (rule) =>
      (only.length === 0 || only.some((wanted) => matches(rule, wanted))) &&
      !skip.some((wanted) => matches(rule, wanted)),
  );
}
