import type { Schema } from '../../control/operation-types.js';
import { type AccountOptions, accountOf } from '../account-option.js';
import { ControlClient } from '../control-client.js';
import { RefusedError } from '../errors.js';
import type { Terminal } from '../terminal.js';

/** Which attempt of which delivery a webhook is. */
export interface AttemptPlace {
  deliveryId: number;
  /** From 1. */
  attempt: number;
}

/** How long the mock may take when we register and when we leave; an interruption must not break either off. */
const PATIENCE_MS = 5000;

/** The targets of one receiver, registered with a running mock. */
export class Registration {
  readonly #terminal: Terminal;
  readonly #options: AccountOptions;
  readonly #client: ControlClient;
  readonly #targets = new Map<string, Schema<'Target'>>();

  constructor(terminal: Terminal, options: AccountOptions) {
    this.#terminal = terminal;
    this.#options = options;
    this.#client = new ControlClient(terminal, options, () => AbortSignal.timeout(PATIENCE_MS));
  }

  /** Registers a target for each outcome, each at a path of its own. Throws UsageError. */
  async add(outcomes: readonly Schema<'Outcome'>[], url: string): Promise<void> {
    for (const outcome of outcomes) {
      const path = `/${outcome}`;
      const body = { outcome, url: url + path, ...accountOf(this.#options) };
      this.#targets.set(path, await this.#client.run('createTarget', { body }));
    }
  }

  /** The target that a webhook came for; undefined for one that was sent to no target of ours. */
  targetAt(path: string): Schema<'Target'> | undefined {
    return this.#targets.get(path);
  }

  /** Which attempt this is, when the mock says so and only one can be meant. */
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
      // The mock is gone or busy: then it is not known.
      return undefined;
    }
  }

  /** What the mock's clock shows, in ms since 1970; real time when the mock does not say. */
  async nowMs(): Promise<number> {
    try {
      return Date.parse((await this.#client.run('getClock', {})).now);
    } catch {
      return Date.now();
    }
  }

  /** Removes the targets, and tells when that cannot be done. */
  async remove(): Promise<void> {
    for (const { id } of this.#targets.values()) {
      try {
        await this.#client.run('deleteTarget', { path: { id } });
      } catch (error) {
        if (error instanceof RefusedError && error.status === 404) {
          this.#terminal.err(`Target ${id} was gone already; was the mock reset?`);
          continue;
        }
        const reason = error instanceof Error ? error.message : String(error);
        this.#terminal.err(`The targets could not be removed, the mock is gone. ${reason}`);
        return;
      }
    }
  }
}
