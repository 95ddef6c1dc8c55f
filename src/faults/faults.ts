import type { Clock } from '../clock.js';
import { InvalidArgumentError, NotFoundError } from '../errors.js';
import { Listeners } from '../listeners.js';
import type { MemoryPart } from '../memory.js';
import type { NewDelivery } from '../store/deliveries.js';
import type { Fault } from '../store/faults.js';
import type { Store, Tables } from '../store/store.js';
import type { DeliveryFilter } from '../webhooks/outbox.js';
import { type CallEffect, effectOnCall } from './apply-to-call.js';
import { applyToDelivery } from './apply-to-delivery.js';
import { type FaultKind, faultKindOf } from './fault-kinds.js';
import { checkedOptions } from './fault-options.js';
import { assertStatusFits, checkedScope, type FaultScopeInput } from './fault-scope.js';
import { type MatchableCall, matchesCall, matchesDelivery, matchFaults } from './match.js';

/** A fault to add. docs/faults.md has the options of each kind. */
export interface FaultInput extends FaultScopeInput {
  kind: FaultKind;
  /** The number of calls or deliveries that it applies to. Default: all, until it is removed. */
  next?: number | undefined;
  /** The share of matches that it applies to, above 0 and up to 1. The world's seed decides which. Default: 1. */
  chance?: number | undefined;
  status?: number | undefined;
  /** In seconds. */
  retryAfter?: number | undefined;
  /** In ms, or text such as `2s`. */
  delay?: number | string | undefined;
  /** In ms, or text such as `20ms`. */
  pause?: number | string | undefined;
  bytes?: number | undefined;
  fullLength?: boolean | undefined;
  /** For `duplicate`: the number of deliveries that one becomes. */
  times?: number | undefined;
}

export interface FaultServiceOptions {
  store: Store;
  clock: Clock;
  /** The seed of the current world, which decides about `chance`. */
  seed: () => number;
}

const MAX_NEXT = 1_000_000;

/** The active faults: in the store, and those for calls in memory too, so that a call need not read them. */
export class FaultService {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #seed: () => number;
  #callFaults: Fault[] = [];
  #hasWebhookFaults = false;
  readonly #changes = new Listeners();

  constructor({ store, clock, seed }: FaultServiceOptions) {
    this.#store = store;
    this.#clock = clock;
    this.#seed = seed;
  }

  /** What is held outside the store. */
  readonly memory: MemoryPart = {
    clear: () => this.#replace([], false),
    save: () => {
      const faults = this.#callFaults.map((fault) => ({ ...fault }));
      const hasWebhookFaults = this.#hasWebhookFaults;
      return () => this.#replace(faults, hasWebhookFaults);
    },
  };

  /** Reads the faults from the store, and returns the function that puts them in place. */
  async load({ faults: table }: Tables): Promise<() => void> {
    const faults = await table.list();
    const callFaults = faults.filter(isForCalls);
    return () => this.#replace(callFaults, faults.length > callFaults.length);
  }

  /** The active faults, the oldest first. */
  async list(): Promise<Fault[]> {
    return this.#store.faults.list();
  }

  /** Adds a fault. Throws InvalidArgumentError with the field and its valid values. */
  async add({ kind, next, operation, account, key, target, ...options }: FaultInput): Promise<Fault> {
    const checked = checkedOptions(kind, options);
    const { status, retryAfter } = checked;
    if (retryAfter !== undefined && status !== 429 && status !== 503) {
      throw new InvalidArgumentError(
        'retryAfter',
        `retryAfter goes with the statuses 429 and 503, not with ${status}.`,
      );
    }
    if (next !== undefined && !(Number.isSafeInteger(next) && next >= 1 && next <= MAX_NEXT)) {
      throw new InvalidArgumentError('next', `next must be an integer from 1 to ${MAX_NEXT}; it is ${next}.`);
    }
    // In one transaction, so that a reset in between leaves no fault behind.
    const fault = await this.#store.transaction(async (tables) => {
      const scope = await checkedScope(tables, kind, { operation, account, key, target });
      if (status !== undefined) assertStatusFits(status, scope);
      const createdAt = this.#clock.now();
      const added = await tables.faults.add({
        kind,
        scope,
        options: checked,
        remaining: next ?? null,
        createdAt,
      });
      if (isForCalls(added)) this.#callFaults.push({ ...added });
      else this.#hasWebhookFaults = true;
      return added;
    });
    this.#changes.emit();
    return fault;
  }

  /** Removes a fault. Throws NotFoundError. */
  async remove(id: number): Promise<void> {
    this.#callFaults = this.#callFaults.filter((fault) => fault.id !== id);
    const isRemoved = await this.#store.transaction(({ faults }) => faults.remove(id));
    if (isRemoved) return this.#changes.emit();
    throw new NotFoundError(`There is no fault with id ${id}; \`chck faults list\` shows the active ones.`);
  }

  /** Removes all faults. */
  async clear(): Promise<void> {
    this.#callFaults = [];
    await this.#store.transaction(({ faults }) => faults.removeAll());
    this.#changes.emit();
  }

  /** Calls `listener` after faults were added, removed or applied to a call. Returns the function that ends this. */
  onChange(listener: () => void): () => void {
    return this.#changes.add(listener);
  }

  /** Whether any fault is for calls. Asked before `applyToCall`, it keeps calls fast. */
  get hasCallFaults(): boolean {
    return this.#callFaults.length > 0;
  }

  /**
   * Matches and counts the faults for a call. Undefined when none applies. They are read and counted in one transaction,
   * so that simultaneous calls, also of other instances, never share the last of a count.
   */
  async applyToCall(call: MatchableCall): Promise<CallEffect | undefined> {
    if (!this.#callFaults.some((fault) => matchesCall(fault, call))) return undefined;
    const { matched, applied } = await this.#store.transaction(async (tables) => {
      const faults = (await tables.faults.list()).filter(isForCalls);
      const match = matchFaults(faults, (fault) => matchesCall(fault, call), this.#seed());
      await save(tables, match.matched);
      this.#callFaults = faults.filter(({ remaining }) => remaining !== 0);
      return match;
    });
    if (matched.length > 0) this.#changes.emit();
    return applied.length === 0 ? undefined : effectOnCall(applied);
  }

  /** Applies the faults for webhooks. Reads and counts them in the transaction that writes the deliveries. */
  readonly applyToDeliveries: DeliveryFilter = async (tables, deliveries, ownFaults) => {
    if (!this.#hasWebhookFaults && ownFaults.size === 0) return deliveries;
    const seed = this.#seed();
    const faults = (await tables.faults.list()).filter(({ kind }) => faultKindOf(kind).side === 'webhook');
    const userOf = await usersByAccount(tables, faults);
    const waits = new Map<number | null, boolean>();
    const changed: NewDelivery[] = [];
    for (const delivery of deliveries) {
      const own = ownFaults.get(delivery);
      if (own !== undefined) {
        const lastWaits = waits.get(delivery.targetId) ?? false;
        waits.set(delivery.targetId, own.kind === 'reorder' && !lastWaits);
        changed.push(...applyToDelivery(delivery, [own], lastWaits));
        continue;
      }
      const { matched, applied } = matchFaults(
        faults,
        (fault) => matchesDelivery(fault, delivery, userOf),
        seed,
      );
      await save(tables, matched);
      const { targetId } = delivery;
      const reorders = applied.some(({ kind }) => kind === 'reorder');
      const lastWaits = reorders && (waits.get(targetId) ?? (await latestWaits(tables, targetId)));
      waits.set(targetId, reorders && !lastWaits);
      changed.push(...applyToDelivery(delivery, applied, lastWaits));
    }
    return changed;
  };

  #replace(callFaults: readonly Fault[], hasWebhookFaults: boolean): void {
    this.#callFaults = callFaults.map((fault) => ({ ...fault }));
    this.#hasWebhookFaults = hasWebhookFaults;
  }
}

async function save({ faults }: Tables, matched: readonly Fault[]): Promise<void> {
  for (const fault of matched) {
    if (fault.remaining === 0) await faults.remove(fault.id);
    else await faults.update(fault);
  }
}

async function usersByAccount(tables: Tables, faults: readonly Fault[]): Promise<Map<number, number | null>> {
  const users = new Map<number, number | null>();
  for (const { scope } of faults) {
    if (scope.accountId === undefined) continue;
    users.set(scope.accountId, (await tables.accounts.find(scope.accountId))?.userId ?? null);
  }
  return users;
}

/** Whether the latest delivery to a target waits to be overtaken by the next one. */
async function latestWaits(tables: Tables, targetId: number | null): Promise<boolean> {
  if (targetId === null) return false;
  const [latest] = await tables.deliveries.list({ targetId, limit: 1 });
  return latest?.fault?.split(' + ').includes('reorder') ?? false;
}

function isForCalls({ kind }: Fault): boolean {
  return faultKindOf(kind).side === 'api';
}
