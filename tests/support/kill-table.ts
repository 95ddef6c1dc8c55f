import { randomUUID } from 'node:crypto';
import type { Deviation } from '../../src/http/deviation.js';
import { createMock } from '../../src/mock.js';
import { rules } from '../../src/suite/all-rules.js';
import { bridgeDriver } from '../../src/suite/drivers/driver-bridge.js';
import { mockDriver } from '../../src/suite/drivers/mock-driver.js';
import type { SuiteConfig } from '../../src/suite/rules/config.js';
import type { RuleOutcome } from '../../src/suite/rules/outcome.js';
import { RuleRunner } from '../../src/suite/rules/rule-runner.js';

/** Whether the rule that a deviation was written for noticed it, and by what. */
export interface Kill {
  deviation: Deviation;
  killed: boolean;
  /** What the rule said; when it did not notice, what came of it instead. */
  evidence: string;
}

const WEBHOOK_TIMEOUT_MS = 500;
const PATIENCE_MS = 300;
const FUZZ = 25;
const SEED = 7;

/** The settings of short runs of single rules, in default mode. */
export function ruleConfig(url: string, driver: SuiteConfig['driver']): SuiteConfig {
  return {
    runId: randomUUID(),
    baseUrl: url,
    document: null,
    selected: null,
    strict: false,
    readOnly: false,
    token: null,
    accountId: null,
    revokedToken: null,
    unusableToken: null,
    otherToken: null,
    driver,
    budget: 2000,
    fuzz: FUZZ,
    seed: SEED,
    timeout: 5000,
    ruleTimeout: 60_000,
    patience: PATIENCE_MS,
    headers: {},
    receiver: { host: '127.0.0.1', port: 0, publicUrl: null },
    maxFailures: null,
  };
}

/** What the rule itself found: its own assertions, and sightings that belong to it. */
function evidenceOf({ id, failures, observations }: RuleOutcome, strict: boolean): string | undefined {
  const own = observations.filter(({ ruleId, assumed }) => ruleId === id && (strict || !assumed));
  return [...failures, ...own.map(({ failure }) => failure)][0]?.message;
}

/**
 * Runs the rule of a deviation against a mock that has it, alone and in the mode in which the rule counts: a rule from
 * published facts must notice in default mode.
 */
export async function tryDeviation(deviation: Deviation): Promise<Kill> {
  const rule = rules.find(({ id }) => id === deviation.rule);
  if (rule === undefined) return { deviation, killed: false, evidence: 'there is no such rule' };
  const mock = await createMock({
    world: 'empty',
    webhookTimeout: WEBHOOK_TIMEOUT_MS,
    deviations: [deviation],
    onError: () => {},
  });
  const bridge = await bridgeDriver(mockDriver(mock.url));
  const config = {
    ...ruleConfig(mock.url, { url: bridge.url, methods: bridge.methods }),
    strict: rule.provenance === 'assumed',
  };
  const runner = new RuleRunner(config);
  try {
    const outcome = await runner.judge(rule);
    const evidence = evidenceOf(outcome, config.strict);
    return {
      deviation,
      killed: evidence !== undefined,
      evidence: evidence ?? `${outcome.outcome} ${outcome.reason ?? ''}`.trim(),
    };
  } finally {
    await runner.close();
    await bridge.close();
    await mock.close();
  }
}

/** The table for people: each deviation with the rule that notices it. */
export function killTableText(kills: readonly Kill[]): string {
  const rows = kills.map(({ deviation: { id, title }, killed, evidence }) =>
    [killed ? 'killed  ' : 'SURVIVED', id.padEnd(12), title, killed ? '' : `(${evidence})`]
      .join(' ')
      .trimEnd(),
  );
  const killed = kills.filter((kill) => kill.killed).length;
  const rules = new Set(kills.filter((kill) => kill.killed).map(({ deviation }) => deviation.rule)).size;
  return [...rows, '', `${killed} of ${kills.length} deviations killed, by ${rules} rules`].join('\n');
}
