import type { RuleBody } from './context.js';
import { type AreaRules, listRules, type Rule } from './rule.js';

/** A rule together with the code that checks it. */
export interface CheckableRule {
  rule: Rule;
  body: RuleBody;
}

type Register = (rules: CheckableRule[]) => void;
let register: Register | null = null;

/** Tells what is to be done with the rules of each contract file that is loaded from now on; without it they are data. */
export function onArea(callback: Register): void {
  register = callback;
}

/** Joins the rules of an area with their bodies: the default export of every `*.contract.ts`. */
export function area<Id extends string>(rules: AreaRules<Id>, bodies: Record<Id, RuleBody>): CheckableRule[] {
  const byId = new Map<string, RuleBody>(Object.entries<RuleBody>(bodies));
  const checkable = listRules(rules).flatMap((rule) => {
    const body = byId.get(rule.id);
    return body === undefined ? [] : [{ rule, body }];
  });
  register?.(checkable);
  return checkable;
}
