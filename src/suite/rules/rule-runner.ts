import { setTimeout as delay } from 'node:timers/promises';
import { Client, NoResponse } from '../client/client.js';
import { curlOf, type Exchange } from '../client/exchange.js';
import { Accounts } from '../drivers/accounts.js';
import { DriverClient, DriverFailed } from '../drivers/driver-client.js';
import { Receiver } from '../receiver/receiver.js';
import { registrationProblem } from '../receiver/registration.js';
import { Check, failureOf } from './check.js';
import type { SuiteConfig } from './config.js';
import { RuleContext } from './context.js';
import { contradictedRequest } from './contradicted-request.js';
import { missingNeed } from './needs.js';
import { observe } from './observers.js';
import { NotChecked, type Observation, RuleBroken, type RuleOutcome } from './outcome.js';
import { RegisteredTargets } from './registered-targets.js';
import type { Rule } from './rule.js';
import { onStop } from './stop-channel.js';

const STOPPED = 'the run was stopped';
/** After how many requests the clock of the target is moved, so that the run stays below 600 requests a minute. */
const REQUESTS_A_WINDOW = 350;

const emptyOutcome = (id: string): RuleOutcome => ({
  id,
  outcome: 'passed',
  failures: [],
  questions: [],
  observations: [],
  omitted: [],
  seen: {},
  requests: 0,
  durationMs: 0,
});

/** One run against one target: what the rules share, and the one way by which a rule is judged. */
export class RuleRunner {
  private readonly secrets = new Set<string>();
  private readonly hidden: ReadonlySet<string>;
  private readonly client: Client;
  private readonly driver: DriverClient;
  private readonly accounts: Accounts;
  private readonly receiver: Receiver;
  private readonly reads = new Map<string, Promise<Exchange>>();
  private current = emptyOutcome('');
  /** Why the current rule says nothing under the document in force. */
  private contradiction: string | undefined;
  private windowStart = 0;
  private registration: Promise<string | null> | undefined;
  private failed = 0;
  private readonly targets: RegisteredTargets;
  private readonly stopped: Promise<void>;
  private isStopped = false;
  private endStopping: () => void = () => undefined;

  constructor(private readonly config: SuiteConfig) {
    this.hidden = new Set(Object.keys(config.headers).map((name) => name.toLowerCase()));
    this.client = new Client(config.baseUrl, config.headers, config.timeout, (exchange) =>
      this.saw(exchange),
    );
    this.targets = new RegisteredTargets(config);
    this.stopped = new Promise((resolve) => {
      this.endStopping = onStop(config.runId, () => {
        this.isStopped = true;
        resolve();
      });
    });
    this.driver = new DriverClient(config.driver);
    this.accounts = new Accounts(config, this.driver, (token) => this.secrets.add(token));
    this.receiver = new Receiver(config.receiver, (text) => this.sawDelivery(text));
    for (const token of [config.token, config.otherToken, config.revokedToken, config.unusableToken])
      if (token !== null) this.secrets.add(token);
  }

  /** Runs one rule's body. Never throws: whatever happens is in the outcome. */
  async judge(rule: Rule): Promise<RuleOutcome> {
    const outcome = emptyOutcome(rule.id);
    this.current = outcome;
    this.contradiction = undefined;
    if (this.isStopped) {
      await this.targets.removeAll();
      return { ...outcome, outcome: 'not-checked', reason: STOPPED };
    }
    const missing = missingNeed(rule, this.config);
    if (missing !== null) return { ...outcome, outcome: 'not-checked', reason: missing };
    if (this.config.maxFailures !== null && this.failed >= this.config.maxFailures)
      return { ...outcome, outcome: 'not-checked', reason: `stopped after ${this.failed} failures` };
    const check = new Check(this.hidden);
    const context = new RuleContext(
      this.config,
      this.client,
      this.accounts,
      this.driver,
      this.receiver,
      check,
      this.reads,
      outcome.omitted,
    );
    const [requests, start] = [this.client.requests, performance.now()];
    try {
      await this.startWindow();
      await this.withDeadline(this.checkOf(rule, context));
    } catch (error) {
      this.explain(outcome, error);
    }
    if (rule.provenance === 'assumed') outcome.questions.push(...outcome.failures.splice(0));
    outcome.questions.push(...check.questions);
    if (this.config.strict) outcome.failures.push(...outcome.questions.splice(0));
    if (outcome.failures.length > 0) outcome.outcome = 'failed';
    if (outcome.outcome === 'failed') this.failed += 1;
    outcome.requests = this.client.requests - requests;
    outcome.durationMs = performance.now() - start;
    return outcome;
  }

  async close(): Promise<void> {
    this.endStopping();
    await this.receiver.close();
  }

  /** The check of a rule; one that needs the receiver is not checked where the service refuses its address. */
  private async checkOf(rule: Rule, context: RuleContext): Promise<void> {
    if (rule.needs.includes('receiver')) {
      this.registration ??= registrationProblem(context);
      const problem = await this.registration;
      if (problem !== null) throw new NotChecked(problem);
    }
    await rule.check(context);
  }

  /** Begins a new window of the target's rate limit by its clock, where the driver can move that. */
  private async startWindow(): Promise<void> {
    if (this.client.requests - this.windowStart < REQUESTS_A_WINDOW || !this.driver.has('advanceClock'))
      return;
    this.windowStart = this.client.requests;
    await this.driver.advanceClock(61);
  }

  /** Waits for a check until it ends, takes too long, or the run is stopped. A stopped run removes what it registered. */
  private async withDeadline(check: Promise<void>): Promise<void> {
    const { ruleTimeout } = this.config;
    const timer = new AbortController();
    const late = delay(ruleTimeout, 'late' as const, { signal: timer.signal }).catch(() => 'late' as const);
    try {
      const end = await Promise.race([check.then(() => 'ended' as const), late, this.stopped]);
      if (end === 'late') {
        check.catch(() => undefined);
        throw new NotChecked(`took longer than ${ruleTimeout / 1000} s`);
      }
      if (end === 'ended') return;
      check.catch(() => undefined);
      await this.client.stop();
      await this.targets.removeAll();
      throw new NotChecked(STOPPED);
    } finally {
      timer.abort();
    }
  }

  private explain(outcome: RuleOutcome, error: unknown): void {
    if (this.contradiction !== undefined && error instanceof RuleBroken) {
      outcome.outcome = 'not-checked';
      outcome.reason = this.contradiction;
    } else if (error instanceof RuleBroken) outcome.failures.push(error.failure);
    else if (error instanceof NotChecked || error instanceof DriverFailed) {
      outcome.outcome = 'not-checked';
      outcome.reason = error instanceof NotChecked ? error.reason : error.message;
    } else if (error instanceof NoResponse) {
      const curl = curlOf(error.request, this.hidden);
      outcome.failures.push({ message: error.message, expected: 'a response', received: 'none', curl });
    } else throw error;
  }

  private saw(exchange: Exchange): void {
    this.targets.saw(exchange);
    this.contradiction ??= contradictedRequest(exchange.request);
    if (exchange.operationId !== null) {
      const key = `${exchange.operationId} ${exchange.status}`;
      this.current.seen[key] = (this.current.seen[key] ?? 0) + 1;
    }
    for (const seen of observe(exchange, this.secrets)) {
      const failure = failureOf(seen.message, seen.expected, seen.received, exchange, this.hidden);
      const placed = seen.specPointer === undefined ? failure : { ...failure, specPointer: seen.specPointer };
      this.note({ ruleId: seen.ruleId, assumed: seen.assumed, failure: placed });
    }
  }

  private sawDelivery(text: string): void {
    if (![...this.secrets].some((secret) => text.includes(secret))) return;
    const failure = { message: 'A webhook holds a token', expected: 'no token', received: text };
    this.note({ ruleId: 'SECRET-001', assumed: false, failure });
  }

  private note(observation: Observation): void {
    const { ruleId, failure } = observation;
    const known = this.current.observations.some(
      (other) => other.ruleId === ruleId && other.failure.message === failure.message,
    );
    if (!known) this.current.observations.push(observation);
  }
}
