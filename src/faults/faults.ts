import type { Clock } from '../clock.js';
import { InvalidArgumentError, NotFoundError } from '../errors.js';
import type { WorldService } from '../services/world.js';
import type { NewDelivery } from '../store/deliveries.js';
import type { Fault } from '../store/faults.js';
import type { Store, Tables } from '../store/store.js';
import type { DeliveryFilter } from '../webhooks/outbox.js';
import { SeededRandom } from '../world/seeded-random.js';
import { disturbDelivery } from './apply-to-delivery.js';
import { checkedOptions, faultKindOf } from './fault-kinds.js';
import {
  answersWithBody,
  assertStatusFits,
  checkedScope,
  hasStatus,
  type WantedScope,
} from './fault-scope.js';

/** A disturbance as it is asked for. */
export interface FaultInput extends WantedScope {
  /** A key of `faultKinds`. */
  kind: string;
  /** How many calls or deliveries to disturb; until the fault is removed when absent. */
  next?: number | undefined;
  /** What the kind needs to know, as `faultKinds` has it; durations are text such as `2s`. */
  options?: Readonly<Record<string, unknown>> | undefined;
}

/** A call of the Partner API that faults may strike. */
export interface FaultyCall {
  operation: string;
  accountId: number | undefined;
  keyId: number | undefined;
  /** False for `HEAD`. */
  hasBody: boolean;
}

const MAX_NEXT = 1_000_000;

/** The disturbances in force: in the store, and those against calls in memory too, so that a call need not read them. */
export class FaultService {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #world: WorldService;
  #apiFaults: Fault[] = [];
  #hasWebhookFaults = false;

  constructor(store: Store, clock: Clock, world: WorldService) {
    this.#store = store;
    this.#clock = clock;
    this.#world = world;
  }

  /** Takes up what the store holds; to be called at the start, and in every transaction that rewrites the store. */
  async load(tables: Tables = this.#store): Promise<void> {
    const faults = await tables.faults.list();
    this.#apiFaults = faults.filter(({ kind }) => faultKindOf(kind).side === 'api');
    this.#hasWebhookFaults = faults.length > this.#apiFaults.length;
  }

  /** The faults in force, the oldest first. */
  async list(): Promise<Fault[]> {
    return this.#store.faults.list();
  }

  /** Orders a fault. Throws InvalidArgumentError with the field and what is allowed there. */
  async add({ kind, next, options = {}, ...wanted }: FaultInput): Promise<Fault> {
    const checked = checkedOptions(kind, options);
    const scope = await checkedScope(this.#store, kind, wanted);
    const { status, retryAfter } = checked;
    if (status !== undefined) assertStatusFits(status, scope);
    if (retryAfter !== undefined && status !== 429 && status !== 503) {
      throw new InvalidArgumentError(
        'retryAfter',
        `retryAfter goes with the statuses 429 and 503, not with ${status}.`,
      );
    }
    if (next !== undefined && !(Number.isSafeInteger(next) && next >= 1 && next <= MAX_NEXT)) {
      throw new InvalidArgumentError(
        'next',
        `next must be a whole number from 1 to ${MAX_NEXT}; it is ${next}.`,
      );
    }
    const createdAt = this.#clock.now();
    const fault = await this.#store.faults.add({
      kind,
      scope,
      options: checked,
      remaining: next ?? null,
      createdAt,
    });
    if (faultKindOf(kind).side === 'api') this.#apiFaults.push({ ...fault });
    else this.#hasWebhookFaults = true;
    return fault;
  }

  /** Takes a fault back. Throws NotFoundError. */
  async remove(id: number): Promise<void> {
    this.#apiFaults = this.#apiFaults.filter((fault) => fault.id !== id);
    if (!(await this.#store.faults.remove(id)))
      throw new NotFoundError(`There is no fault with id ${id}; \`chck faults list\` shows those in force.`);
  }

  /** Takes back every fault. */
  async clear(): Promise<void> {
    this.#apiFaults = [];
    await this.#store.faults.removeAll();
  }

  /** Whether any call could be struck; asked first, it keeps calls fast. */
  get strikesCalls(): boolean {
    return this.#apiFaults.length > 0;
  }

  /**
   * The faults that strike a call, each counted: the oldest that matches, and with it the oldest latency. Which ones is
   * settled before anything is awaited, so that calls at the same time never share the last of a count.
   */
  async takeForCall(call: FaultyCall): Promise<Fault[]> {
    const { matched, struck } = strike(
      this.#apiFaults,
      (fault) => matchesCall(fault, call),
      this.#world.current.seed,
    );
    this.#apiFaults = this.#apiFaults.filter(({ remaining }) => remaining !== 0);
    for (const fault of matched) await save(this.#store, fault);
    return struck;
  }

  /** What webhook faults make of deliveries; they are read and counted in the transaction that writes the deliveries. */
  readonly filter: DeliveryFilter = async (tables, deliveries) => {
    if (!this.#hasWebhookFaults) return deliveries;
    const { seed } = this.#world.current;
    const faults = (await tables.faults.list()).filter(({ kind }) => faultKindOf(kind).side === 'webhook');
    const userOf = await usersByAccount(tables, faults);
    const waits = new Map<number | null, boolean>();
    const disturbed: NewDelivery[] = [];
    for (const delivery of deliveries) {
      const { matched, struck } = strike(faults, (fault) => matchesDelivery(fault, delivery, userOf), seed);
      for (const fault of matched) await save(tables, fault);
      const { targetId } = delivery;
      const reorders = struck.some(({ kind }) => kind === 'reorder');
      const lastWaits = reorders && (waits.get(targetId) ?? (await latestWaits(tables, targetId)));
      waits.set(targetId, reorders && !lastWaits);
      disturbed.push(...disturbDelivery(delivery, struck, lastWaits));
    }
    return disturbed;
  };
}

/** Counts every fault that matches and picks those that strike; `faults` are changed in place. */
function strike(
  faults: readonly Fault[],
  matches: (fault: Fault) => boolean,
  seed: number,
): { matched: Fault[]; struck: Fault[] } {
  const matched: Fault[] = [];
  const struck: Fault[] = [];
  for (const fault of faults) {
    const { adds = false } = faultKindOf(fault.kind);
    const isTaken = struck.some(({ kind }) => (faultKindOf(kind).adds ?? false) === adds);
    if (fault.remaining === 0 || isTaken || !matches(fault)) continue;
    fault.matched += 1;
    matched.push(fault);
    const { chance = 1 } = fault.options;
    if (!new SeededRandom(seed, 'fault', Math.imul(fault.id, 0x9e3779b1) + fault.matched).chance(chance))
      continue;
    if (fault.remaining !== null) fault.remaining -= 1;
    struck.push(fault);
  }
  return { matched, struck };
}

async function save(tables: Tables, fault: Fault): Promise<void> {
  if (fault.remaining === 0) await tables.faults.remove(fault.id);
  else await tables.faults.update(fault);
}

function matchesCall({ kind, scope, options }: Fault, call: FaultyCall): boolean {
  if (scope.operation !== undefined && scope.operation !== call.operation) return false;
  if (scope.accountId !== undefined && scope.accountId !== call.accountId) return false;
  if (scope.keyId !== undefined && scope.keyId !== call.keyId) return false;
  if (options.status !== undefined && !hasStatus(call.operation, options.status)) return false;
  return !faultKindOf(kind).needsBody || (call.hasBody && answersWithBody(call.operation));
}

function matchesDelivery(
  { scope }: Fault,
  delivery: NewDelivery,
  userOf: ReadonlyMap<number, number | null>,
): boolean {
  if (scope.targetId !== undefined && scope.targetId !== delivery.targetId) return false;
  return scope.accountId === undefined || userOf.get(scope.accountId) === delivery.userId;
}

async function usersByAccount(tables: Tables, faults: readonly Fault[]): Promise<Map<number, number | null>> {
  const users = new Map<number, number | null>();
  for (const { scope } of faults) {
    if (scope.accountId === undefined) continue;
    users.set(scope.accountId, (await tables.accounts.find(scope.accountId))?.userId ?? null);
  }
  return users;
}

/** Whether the latest delivery to a target was made to wait for the next one to overtake it. */
async function latestWaits(tables: Tables, targetId: number | null): Promise<boolean> {
  if (targetId === null) return false;
  const [latest] = await tables.deliveries.list({ targetId, limit: 1 });
  return latest?.fault?.split(' + ').includes('reorder') ?? false;
}
