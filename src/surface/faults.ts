import type { OperationId } from '../contract/operation-types.js';
import type { FaultKind } from '../faults/fault-kinds.js';
import type { Services } from '../services/services.js';
import type { Fault } from '../store/faults.js';
import type { AccountReference } from './accounts.js';

/** A disturbance; what its kind can be told is in docs/faults.md, with durations as text such as `2s`. */
export interface FaultOptions {
  kind: FaultKind;
  /** How many calls or deliveries to disturb; 1 unless told. */
  times?: number | undefined;
  operation?: OperationId | undefined;
  account?: AccountReference | undefined;
  /** A key's id. */
  key?: number | undefined;
  /** A target's id. */
  target?: number | undefined;
  status?: number | undefined;
  /** In seconds. */
  retryAfter?: number | undefined;
  delay?: string | undefined;
  pause?: string | undefined;
  bytes?: number | undefined;
  fullLength?: boolean | undefined;
  /** For `duplicate`: how many deliveries one becomes. */
  copies?: number | undefined;
  /** The share of calls that is disturbed, as the seed decides. */
  chance?: number | undefined;
}

/** Disturbances of the next calls and webhooks. */
export class Faults {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  /** Disturbs the next call, or the next `times` of them, that are meant. Throws InvalidArgumentError, NotFoundError. */
  async next(wish: FaultOptions): Promise<Fault> {
    return this.#add(wish, wish.times ?? 1);
  }

  /** Disturbs every call that is meant until the fault is removed, or cleared. */
  async always(wish: Omit<FaultOptions, 'times'>): Promise<Fault> {
    return this.#add(wish, undefined);
  }

  async list(): Promise<Fault[]> {
    return this.#services.faults.list();
  }

  /** Throws NotFoundError. */
  async remove(fault: number | Fault): Promise<void> {
    await this.#services.faults.remove(typeof fault === 'number' ? fault : fault.id);
  }

  async clear(): Promise<void> {
    await this.#services.faults.clear();
  }

  async #add(wish: FaultOptions, next: number | undefined): Promise<Fault> {
    const { times: _times, copies, ...rest } = wish;
    return this.#services.faults.add({ ...rest, next, times: copies });
  }
}
