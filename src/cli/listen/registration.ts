import type { Schema } from '../../control/operation-types.js';
import { ControlClient } from '../control-client.js';
import { type AccountOptions, accountOf } from '../control-options.js';
import { RefusedError } from '../errors.js';
import type { Terminal } from '../terminal.js';

/** Which attempt of which delivery a webhook is. */
export interface AttemptPlace {
  deliveryId: number;
  /** From 1. */
  attempt: number;
}

/** Bounds each call to the mock; an interruption must not abort the removal of the targets. */
const CALL_TIMEOUT_MS = 5000;
const CHECK_INTERVAL_MS = 1000;

/** The targets of one receiver, registered with a running mock. */
export class Registration {
  readonly #terminal: Terminal;
  readonly #options: AccountOptions;
  readonly #client: ControlClient;
  readonly #outcomes: readonly Schema<'Outcome'>[];
  readonly #url: string;
  readonly #targets = new Map<string, Schema<'Target'>>();
  #timer: NodeJS.Timeout | undefined;
  #check: Promise<void> = Promise.resolve();
  #isMockGone = false;

  constructor(
    terminal: Terminal,
    options: AccountOptions,
    outcomes: readonly Schema<'Outcome'>[],
    url: string,
  ) {
    this.#terminal = terminal;
    this.#options = options;
    this.#outcomes = outcomes;
    this.#url = url;
    this.#client = new ControlClient(terminal, options, () => AbortSignal.timeout(CALL_TIMEOUT_MS));
  }

  /** Registers a target for each outcome, each with its own path, and keeps them registered. Throws UsageError. */
  async start(): Promise<void> {
    await this.#register();
    this.#timer = setInterval(() => {
      this.#check = this.#check.then(() => this.#renew());
    }, CHECK_INTERVAL_MS);
  }

  /** Removes the targets, and says so when that is impossible. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#check;
    for (const { id } of this.#targets.values()) {
      try {
        await this.#client.run('deleteTarget', { path: { id } });
      } catch (error) {
        if (error instanceof RefusedError && error.status === 404) {
          this.#terminal.err(`Target ${id} was already removed.`);
          continue;
        }
        this.#terminal.err(`The targets could not be removed. ${messageOf(error)}`);
        return;
      }
    }
  }

  /** The target that a webhook was sent to; undefined for any other path. */
  targetAt(path: string): Schema<'Target'> | undefined {
    return this.#targets.get(path);
  }

  /** Which attempt a webhook is; undefined when the mock does not say, or when several attempts fit. */
  async placeOf(path: string, body: string): Promise<AttemptPlace | undefined> {
    const target = this.#targets.get(path);
    if (target === undefined) return undefined;
    try {
      const query = { target: target.id, state: 'sending' } as const;
      const { deliveries } = await this.#client.run('listDeliveries', { query });
      const [one, another] = deliveries.filter((delivery) => delivery.body === body);
      if (one === undefined || another !== undefined) return undefined;
      return { deliveryId: one.id, attempt: one.attemptCount };
    } catch {
      return undefined;
    }
  }

  /** The time of the mock's clock in ms since 1970; real time when the mock does not say. */
  async nowMs(): Promise<number> {
    try {
      return Date.parse((await this.#client.run('getClock', {})).now);
    } catch {
      return Date.now();
    }
  }

  async #register(): Promise<void> {
    for (const outcome of this.#outcomes) {
      const path = `/${outcome}`;
      const body = { outcome, url: this.#url + path, ...accountOf(this.#options) };
      this.#targets.set(path, await this.#client.run('createTarget', { body }));
    }
  }

  /** A reset or a restart of the mock removes the targets: registers them again. */
  async #renew(): Promise<void> {
    try {
      const { targets } = await this.#client.run('listTargets', { query: accountOf(this.#options) });
      const isRegistered = [...this.#targets.values()].every((own) =>
        targets.some(({ id, url }) => id === own.id && url === own.url),
      );
      if (!isRegistered) {
        await this.#register();
        this.#terminal.err('The mock was reset or restarted; the targets are registered again.');
      }
      this.#isMockGone = false;
    } catch (error) {
      if (!this.#isMockGone) this.#terminal.err(`Waiting for the mock. ${messageOf(error)}`);
      this.#isMockGone = true;
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
