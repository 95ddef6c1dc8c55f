import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { CheckResult } from '../checks/check-result.js';
import type { StaleEntry } from '../checks/report.js';
import { rules as ownRules } from './all-rules.js';
import { isObject } from './client/json.js';
import type { RuleInfo } from './rules/rule.js';
import { SuiteError } from './suite-error.js';

/** A known failure with an owner and a last day. */
export interface BaselineEntry {
  rule: string;
  owner: string;
  /** The last day on which the entry holds, `YYYY-MM-DD`. */
  expires: string;
  reason?: string;
}

const fields = ['rule', 'owner', 'expires', 'reason'];

function readEntry(value: unknown, place: string, rules: readonly RuleInfo[]): BaselineEntry {
  const refuse = (why: string): never => {
    throw new SuiteError('baseline_unusable', `${place}: ${why}`);
  };
  if (!isObject(value)) return refuse('expected { rule, owner, expires, reason? }');
  const unknown = Object.keys(value).find((name) => !fields.includes(name));
  if (unknown !== undefined) refuse(`\`${unknown}\` is not known; an entry has ${fields.join(', ')}`);
  const { rule, owner, expires, reason } = value;
  if (typeof rule !== 'string' || typeof owner !== 'string' || owner === '')
    return refuse('`rule` and `owner` must be text');
  const day = expires instanceof Date ? expires.toISOString().slice(0, 10) : expires;
  if (typeof day !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day)))
    return refuse('`expires` must be a day such as 2027-01-31');
  if (!rules.some(({ id }) => id === rule)) return refuse(`there is no rule ${rule}`);
  return { rule, owner, expires: day, ...(typeof reason === 'string' ? { reason } : {}) };
}

/** Reads `{ known: [...] }` in JSON or YAML. Throws `SuiteError` `baseline_unusable` that names the entry at fault. */
export async function readBaseline(
  file: string,
  rules: readonly RuleInfo[] = ownRules,
): Promise<BaselineEntry[]> {
  let content: unknown;
  try {
    content = parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new SuiteError('baseline_unusable', `The baseline ${file} cannot be read: ${String(cause)}`, cause);
  }
  const known = isObject(content) ? content.known : undefined;
  if (!Array.isArray(known))
    throw new SuiteError('baseline_unusable', `The baseline ${file} must hold a list named \`known\``);
  return known.map((entry: unknown, index) => readEntry(entry, `${file}: known[${index}]`, rules));
}

/** Turns listed failures into known ones, and finds the entries that no longer hold on `today`. */
export function applyBaseline(
  results: readonly CheckResult[],
  entries: readonly BaselineEntry[],
  today: string,
): { results: CheckResult[]; stale: StaleEntry[] } {
  const stale: StaleEntry[] = [];
  const known = new Set<string>();
  for (const { rule, owner, expires } of entries) {
    const verdict = results.find(({ id }) => id === rule)?.verdict;
    if (expires < today) stale.push({ rule, owner, reason: `it expired on ${expires}` });
    else if (verdict === 'passed') stale.push({ rule, owner, reason: 'the rule passes now' });
    else if (verdict === 'failed') known.add(rule);
  }
  return {
    stale,
    results: results.map((result) => (known.has(result.id) ? { ...result, verdict: 'known' } : result)),
  };
}
