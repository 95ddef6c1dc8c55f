import type { Rule } from './rules/rule.js';
import { SuiteError } from './suite-error.js';

/**
 * The rules to run. A name is the id of a rule, an area, or the beginning of either: `AUTH` is every `AUTH-…`. Letter
 * case does not matter.
 */
export interface Selection {
  only?: readonly string[];
  skip?: readonly string[];
}

/** The rules that `only` and `skip` leave. Throws `SuiteError` `usage` for a name that fits no rule. */
export function selectRules(rules: readonly Rule[], { only = [], skip = [] }: Selection): Rule[] {
  const wanted = only.map((name) => named(rules, name));
  const unwanted = skip.map((name) => named(rules, name));
  return rules.filter(
    (rule) =>
      (wanted.length === 0 || wanted.some((set) => set.has(rule))) && !unwanted.some((set) => set.has(rule)),
  );
}

/** The rules that a name means: as a whole where it is an id or an area, or else as the beginning of one. */
function named(rules: readonly Rule[], name: string): ReadonlySet<Rule> {
  const text = name.toLowerCase();
  const names = ({ id, area }: Rule) => [id.toLowerCase(), area];
  const exact = rules.filter((rule) => names(rule).includes(text));
  const found =
    exact.length > 0 ? exact : rules.filter((rule) => names(rule).some((one) => one.startsWith(text)));
  if (text !== '' && found.length > 0) return new Set(found);
  throw new SuiteError(
    'usage',
    `${name} is no rule and no area, nor the beginning of one; \`chck contract --list\` shows them`,
  );
}
