import { createJiti } from 'jiti';
import { rules as ownRules } from './all-rules.js';
import { OWN_AREA, onRules } from './rules/define-rule.js';
import type { Rule } from './rules/rule.js';
import { SuiteError } from './suite-error.js';

/**
 * The rules of the kit and those that the files define with `defineRule`. Files may be TypeScript or JavaScript; paths are
 * absolute. Throws `SuiteError` `rules_unusable` that names the file.
 */
export async function loadRules(files: readonly string[]): Promise<readonly Rule[]> {
  if (files.length === 0) return ownRules;
  const all = new Map(ownRules.map((rule) => [rule.id, rule]));
  for (const file of files) {
    const found = await rulesIn(file);
    if (found.length === 0)
      throw new SuiteError('rules_unusable', `${file} defines no rule; call defineRule() in it`);
    for (const rule of found) {
      if (all.has(rule.id))
        throw new SuiteError(
          'rules_unusable',
          `${file} defines ${rule.id}, which exists already; choose another id`,
        );
      all.set(rule.id, rule);
    }
  }
  return [...all.values()];
}

async function rulesIn(file: string): Promise<Rule[]> {
  const found: Rule[] = [];
  // The file imports the package, which may be another copy of it with the kit's own rules.
  const stop = onRules((rules) => found.push(...rules.filter(({ area }) => area === OWN_AREA)));
  try {
    await createJiti(import.meta.url, { moduleCache: false, fsCache: false }).import(file);
  } catch (cause) {
    throw new SuiteError('rules_unusable', `The rules in ${file} cannot be loaded: ${String(cause)}`, cause);
  } finally {
    stop();
  }
  return found;
}
