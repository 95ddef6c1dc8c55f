import type { Deviation } from '../../http/deviation.js';
import type { DeviationInput, Rule, RuleInput } from './rule.js';

/** The area of rules that users define. */
export const OWN_AREA = 'custom';

type Register = (rules: readonly Rule[]) => void;

/**
 * The function that receives the rules of each file that is loaded. It is kept with the process and not in this module,
 * because a user's own rule file may load another copy of the package.
 */
const REGISTER = Symbol.for('@chck/partner-kit/register-rules');
const shared: typeof globalThis & { [REGISTER]?: Register } = globalThis;

/**
 * Receives the rules of each rule file that is loaded from now on. Without it, rules are only data. Returns the function
 * that ends it.
 */
export function onRules(register: Register): () => void {
  shared[REGISTER] = register;
  return () => {
    delete shared[REGISTER];
  };
}

/** Defines the rules of one area: the default export of every `contract-tests/*.contract.ts`. */
export function defineRules(area: string, inputs: readonly RuleInput[]): readonly Rule[] {
  const rules = inputs.map((input) => ruleOf(area, input));
  shared[REGISTER]?.(rules);
  return rules;
}

/**
 * Defines one rule of your own, for `chck contract --rules FILE`. It runs with the same client, checks, reports and
 * modes as the rules of the kit. Its area is `custom`.
 */
export function defineRule(input: RuleInput): Rule {
  const rule = ruleOf(OWN_AREA, input);
  shared[REGISTER]?.([rule]);
  return rule;
}

function ruleOf(area: string, { needs = [], deviations = [], ...input }: RuleInput): Rule {
  return {
    id: input.id,
    area,
    title: input.title,
    provenance: input.provenance,
    source: input.source,
    sentence: input.sentence,
    severity: input.severity,
    needs,
    check: input.check,
    deviations: deviations.map((deviation, index) => deviationOf(input.id, deviation, index)),
  };
}

function deviationOf(rule: string, { title, start }: DeviationInput, index: number): Deviation {
  const id = index === 0 ? rule : `${rule}${String.fromCharCode(97 + index)}`;
  return { id, rule, title, start };
}
