import type { Clock } from '../clock.js';
import type { AttemptResult } from '../store/attempts.js';
import type { Store, Tables } from '../store/store.js';
import { failedOutcome, InterruptedError } from './attempt-failures.js';
import type { AttemptLog, BegunAttempt, EndedAttempt } from './attempt-log.js';
import { beginsAttempts, type DispatchMode, wakeDelayMs } from './dispatch-decisions.js';
import { OpenAttempts, type UnstoredResult } from './open-attempts.js';
import { TurnLoop } from './turn-loop.js';
import type { OutgoingWebhook } from './webhook-sender.js';

/** Sends the request of one attempt. */
export interface AttemptSender {
  send(webhook: OutgoingWebhook): Promise<AttemptResult>;
  /** Ends all attempts in flight now. */
  interrupt(): void;
  close(): void;
}

export interface DeliveryCycleDependencies {
  store: Store;
  clock: Clock;
  sender: AttemptSender;
  log: AttemptLog;
  /** Returns the present mode of the dispatcher. */
  mode: () => DispatchMode;
  /** Called after each turn. */
  onTurn: () => void;
  onError: (error: unknown) => void;
}

/** Whose deliveries in flight are made due, when no attempt delivers them: those of `ended` instances, or `own` ones too. */
type Recovery = 'none' | 'ended' | 'own';

/** The owner of deliveries in a store that is not shared. */
const ONLY_INSTANCE = 'this process';

/** Results are stored together, up to this number, ... */
const RESULTS_AT_ONCE = 12;
/** ... and at the latest after this time. */
const RESULTS_WAIT_MS = 2;

/**
 * The cycle of deliveries: claim what is due, send it, store the results. Each turn is one transaction; after a failure
 * of the store it is repeated with a back-off.
 */
export class DeliveryCycle {
  readonly attempts = new OpenAttempts();
  readonly #dependencies: DeliveryCycleDependencies;
  readonly #listeners = new Set<(attempt: EndedAttempt) => void>();
  readonly #loop: TurnLoop;
  /** Whether the next turn claims due deliveries. */
  #claims = false;
  /** Whether the next turn makes deliveries due that are stored as in flight, and at which instances. */
  #recovers: Recovery = 'none';
  /** Whether attempts are interrupted as soon as they begin. */
  #interrupts = false;
  #dueTimer: NodeJS.Timeout | undefined;

  constructor(dependencies: DeliveryCycleDependencies) {
    this.#dependencies = dependencies;
    this.#loop = new TurnLoop(
      () => this.#turn(),
      (error) => {
        if (error !== undefined) this.#report(error);
        else if (this.attempts.unstored > 0) this.#loop.runIn(RESULTS_WAIT_MS);
        dependencies.onTurn();
      },
    );
  }

  /** Whether a turn runs, or is to claim deliveries. */
  get isBusy(): boolean {
    return this.#loop.running || this.#claims;
  }

  /** Whether recovery is still to come. */
  get isRecovering(): boolean {
    return this.#recovers !== 'none';
  }

  /** The number of consecutive failures of the store, and the last one. */
  get failures(): { count: number; last: unknown } {
    return { count: this.#loop.failures, last: this.#loop.lastError };
  }

  /** Claims due deliveries now, if the mode allows it. */
  claim(): void {
    if (!beginsAttempts(this.#dependencies.mode())) return;
    this.#claims = true;
    this.#loop.run();
  }

  /** Makes deliveries due in the next turn that are stored as in flight. */
  recover(instances: 'ended' | 'own'): void {
    if (this.#recovers !== 'own') this.#recovers = instances;
  }

  /** Drops all attempts without a trace, because the deliveries do not exist any more. */
  forget(): void {
    this.attempts.forgetAll();
    this.#dependencies.sender.interrupt();
  }

  /** Interrupts all attempts, also those that begin from now on, until `resume`. */
  interrupt(): void {
    this.#claims = false;
    this.#interrupts = true;
    this.#dependencies.sender.interrupt();
    this.#loop.run();
  }

  resume(): void {
    this.#interrupts = false;
  }

  /** Stops looking for deliveries that become due. */
  stopTimer(): void {
    clearTimeout(this.#dueTimer);
  }

  /** Calls `listener` after each attempt is stored. Returns the function that ends this. */
  onAttempt(listener: (attempt: EndedAttempt) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.stopTimer();
    this.#loop.close();
    this.#dependencies.sender.close();
  }

  /** Repeats until there is nothing to claim and few results to store. */
  async #turn(): Promise<void> {
    do {
      await this.#storeAndClaim();
      if (!this.#claims && this.attempts.unstored < RESULTS_AT_ONCE) await this.#armDueTimer();
    } while (this.#claims || this.attempts.unstored >= RESULTS_AT_ONCE);
  }

  /** Stores the results of attempts that ended, and claims due deliveries, in one transaction. */
  async #storeAndClaim(): Promise<void> {
    const { store, clock, log, mode } = this.#dependencies;
    const results = this.attempts.takeUnstored();
    const recovers = this.#recovers;
    const claims = this.#claims || results.length > 0;
    let ended: EndedAttempt[] = [];
    this.#claims = false;
    let begun: BegunAttempt[];
    try {
      begun = await store.transaction(async (tables) => {
        const at = clock.now();
        if (recovers !== 'none') {
          const owner = recovers === 'own' ? this.#instance : null;
          await log.recover(tables, { owner, open: this.attempts.deliveryIds }, at);
        }
        // Another instance may have replaced the deliveries.
        const open = results.filter(({ begun }) => this.attempts.has(begun));
        ended = open.map(({ begun, result }) => log.conclude(begun, result, at));
        await log.record(tables, ended, at);
        if (!claims || !this.#mayBegin()) return [];
        return log.begin(tables, this.#instance, at, await this.#inFlight(tables, results));
      });
    } catch (error) {
      this.attempts.putBack(results);
      this.#claims = beginsAttempts(mode());
      // The connection may have been lost after the server had stored the claims.
      if (store.sharing !== undefined) this.#recovers = 'own';
      throw error;
    }
    if (this.#recovers === recovers) this.#recovers = 'none';
    this.attempts.stored(results);
    for (const attempt of begun) this.#send(attempt);
    for (const attempt of ended) this.#emit(attempt);
  }

  get #instance(): string {
    return this.#dependencies.store.sharing?.instance ?? ONLY_INSTANCE;
  }

  #mayBegin(): boolean {
    const { store, mode } = this.#dependencies;
    return beginsAttempts(mode()) && store.sharing?.isHeldElsewhere !== true;
  }

  /** The number of attempts by lane, at all instances, without those whose results are given. */
  async #inFlight({ deliveries }: Tables, ended?: readonly UnstoredResult[]): Promise<Map<string, number>> {
    const inFlight = this.attempts.byLane(ended);
    if (this.#dependencies.store.sharing === undefined) return inFlight;
    for (const [lane, count] of await deliveries.inFlightElsewhere(this.#instance)) {
      inFlight.set(lane, count + (inFlight.get(lane) ?? 0));
    }
    return inFlight;
  }

  #send(attempt: BegunAttempt): void {
    this.attempts.add(attempt);
    this.#resultOf(attempt)
      .then((result) => {
        this.attempts.end(attempt, result);
        if (this.attempts.unstored >= RESULTS_AT_ONCE) this.#loop.run();
        else if (this.attempts.unstored > 0) this.#loop.runIn(RESULTS_WAIT_MS);
      })
      .catch((error: unknown) => this.#report(error));
  }

  async #resultOf({ headers, delivery: { url, body } }: BegunAttempt): Promise<AttemptResult> {
    if (this.#interrupts) return { ...failedOutcome(new InterruptedError()), durationMs: 0 };
    try {
      return await this.#dependencies.sender.send({ url, headers, body });
    } catch (error) {
      return { ...failedOutcome(error), durationMs: 0 };
    }
  }

  async #armDueTimer(): Promise<void> {
    this.stopTimer();
    const { store, clock, mode } = this.#dependencies;
    if (mode() !== 'running' || clock.frozen || !this.#mayBegin()) return;
    const lanes = await store.deliveries.dueByLane();
    const delayMs = wakeDelayMs(lanes, await this.#inFlight(store), clock.nowMs());
    if (delayMs === undefined || mode() !== 'running') return;
    this.stopTimer();
    this.#dueTimer = setTimeout(() => this.claim(), delayMs);
  }

  #emit(attempt: EndedAttempt): void {
    for (const listener of this.#listeners) {
      try {
        listener(attempt);
      } catch (error) {
        this.#report(error);
      }
    }
  }

  #report(error: unknown): void {
    try {
      this.#dependencies.onError(error);
    } catch {
      // An error handler that throws must not stop deliveries.
    }
  }
}
