import { randomUUID } from 'node:crypto';
import { rules } from '../../src/suite/all-rules.js';
import { bridgeDriver } from '../../src/suite/drivers/driver-bridge.js';
import type { RuleOutcome } from '../../src/suite/rules/outcome.js';
import type { Rule } from '../../src/suite/rules/rule.js';
import { RuleRunner } from '../../src/suite/rules/rule-runner.js';
import { referenceDriver } from '../independent/driver.js';
import type { FaultSource } from '../independent/faults/fault.js';
import { startReferenceServer } from '../independent/server.js';
import { ruleConfig } from './kill-table.js';

/** Enough for a busy machine, so that nothing is noticed only because it came late. */
const PATIENCE_MS = 2500;

/** What a run in default mode reports as broken. */
function brokenBy({ id, failures, observations }: RuleOutcome): string | undefined {
  if (failures.length > 0) return id;
  return observations.find(({ assumed }) => !assumed)?.ruleId;
}

/** The rule first, then the rules of the areas, then all others. */
function inOrder(areas: readonly string[], first: string | null): Rule[] {
  const rank = ({ id, area }: Rule): number =>
    id === first ? -1 : areas.includes(area) ? areas.indexOf(area) : areas.length;
  return rules.toSorted((left, right) => rank(left) - rank(right));
}

/**
 * Runs the rules in default mode against the independent server with one fault until one of them is broken. Returns its
 * id, or null when none notices. `only` runs no rule but the first.
 */
export async function noticedBy(
  source: FaultSource,
  { first = null, only = false }: { first?: string | null; only?: boolean } = {},
): Promise<string | null> {
  const fault = source.start();
  const server = await startReferenceServer({ fault });
  const bridge = await bridgeDriver(referenceDriver(server));
  const config = ruleConfig(server.url, { url: bridge.url, methods: bridge.methods });
  const runner = new RuleRunner({ ...config, runId: randomUUID(), patience: PATIENCE_MS });
  try {
    const ordered = inOrder(fault.areas, first);
    for (const rule of only ? ordered.slice(0, 1) : ordered) {
      const broken = brokenBy(await runner.judge(rule));
      if (broken !== undefined) return rule.id;
    }
    return null;
  } finally {
    await runner.close();
    await bridge.close();
    await server.close();
  }
}
