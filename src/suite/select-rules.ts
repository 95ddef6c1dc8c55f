import type { Rule } from './rules/rule.js';
import { SuiteError } from './suite-error.js';

/**
 * The rules to run: a rule is named by its id, the prefix of its id (`AUTH`), or its area. Letter case does not matter.
 */
export interface Selection {
  only?: readonly string[];
  skip?: readonly string[];
}

/** The rules that `only` and `skip` leave. Throws `SuiteError` `usage` for a name that fits no rule. */
export function selectRules(rules: readonly Rule[], { only = [], skip = [] }: Selection): Rule[] {
  for (const name of [...only, ...skip])
    if (!rules.some((rule) => isNamed(rule, name)))
      throw new SuiteError(
        'usage',
        `${name} is no rule, no prefix of rules and no area; \`chck contract --list\` shows them`,
      );
  return rules.filter(
    (rule) =>
      (only.length === 0 || only.some((name) => isNamed(rule, name))) &&
      !skip.some((name) => isNamed(rule, name)),
  );
}

function isNamed(rule: Rule, name: string): boolean {
  const text = name.toLowerCase();
  const id = rule.id.toLowerCase();
  return id === text || id.startsWith(`${text}-`) || rule.area === text;
}
