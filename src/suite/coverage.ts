import type { OperationCoverage } from '../checks/coverage.js';
import { operations } from '../contract/operations.js';
import type { RuleOutcome } from './rules/outcome.js';

/** Operations × statuses, as far as the rules came across them. */
export function coverageOf(outcomes: readonly RuleOutcome[]): OperationCoverage[] {
  const seen = new Map<string, number>();
  for (const outcome of outcomes)
    for (const [key, count] of Object.entries(outcome.seen)) seen.set(key, (seen.get(key) ?? 0) + count);
  return [...operations().values()].map(({ id, method, path, responses }) => {
    const documented = responses.map(({ status }) => status);
    const got = [...seen.keys()]
      .filter((key) => key.startsWith(`${id} `))
      .map((key) => key.slice(id.length + 1));
    const beside = got.filter((status) => !documented.includes(status));
    return {
      operation: id,
      method: method.toUpperCase(),
      path,
      statuses: [...documented, ...beside].map((status) => ({
        status,
        documented: documented.includes(status),
        count: seen.get(`${id} ${status}`) ?? 0,
      })),
    };
  });
}
