import type { Clock } from '../clock.js';
import { FaultService } from '../faults/faults.js';
import type { ImageLinks } from '../images/image-links.js';
import type { Store } from '../store/store.js';
import type { Dispatcher } from '../webhooks/dispatcher.js';
import type { WorldSummary } from '../world/seed-world.js';
import { AccountService } from './accounts.js';
import { ClockService } from './clock.js';
import { DeliveryService } from './deliveries.js';
import { GradingService } from './gradings.js';
import { KeyService } from './keys.js';
import { Pipeline } from './pipeline.js';
import { type Snapshot, type SnapshotPart, SnapshotService } from './snapshots.js';
import { TargetService } from './targets.js';
import { TriggerService } from './triggers.js';
import type { WorldChoice, WorldService } from './world.js';

export interface ServicesDependencies {
  store: Store;
  clock: Clock;
  world: WorldService;
  links: ImageLinks;
  dispatcher: Dispatcher;
  /** Told of errors that are the mock's own fault. */
  onError: (error: unknown) => void;
}

/** What CHCK's people and pipeline would do. Everything that changes the world passes here, whoever asks for it. */
export class Services {
  readonly accounts: AccountService;
  readonly keys: KeyService;
  readonly targets: TargetService;
  readonly gradings: GradingService;
  readonly triggers: TriggerService;
  readonly deliveries: DeliveryService;
  readonly clock: ClockService;
  readonly faults: FaultService;
  readonly world: WorldService;
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #links: ImageLinks;
  readonly #pipeline: Pipeline;
  readonly #dispatcher: Dispatcher;
  readonly #snapshots: SnapshotService;
  readonly #resetListeners = new Set<() => void>();
  readonly #activityListeners = new Set<() => void>();

  constructor({ store, clock, world, links, dispatcher, onError }: ServicesDependencies) {
    this.#store = store;
    this.#clock = clock;
    this.#links = links;
    this.#dispatcher = dispatcher;
    this.world = world;
    const onChange = () => {
      this.#pipeline.wake();
      dispatcher.wake();
      this.#tellActivity();
    };
    this.accounts = new AccountService(store, clock, world);
    this.keys = new KeyService(store, clock, this.accounts);
    this.targets = new TargetService(store, clock);
    this.faults = new FaultService({ store, clock, seed: () => world.current.seed });
    this.gradings = new GradingService({
      store,
      clock,
      world,
      onChange,
      filter: this.faults.applyToDeliveries,
    });
    this.triggers = new TriggerService(store, this.gradings);
    this.deliveries = new DeliveryService(store, clock, onChange);
    this.#pipeline = new Pipeline({
      store,
      clock,
      onError,
      gradings: this.gradings,
      onMoved: () => {
        dispatcher.wake();
        this.#tellActivity();
      },
    });
    this.#snapshots = new SnapshotService(store, clock, async (tables) => {
      await world.reload(tables);
      await this.faults.load(tables);
      await links.load(tables);
    });
    this.clock = new ClockService({ store, clock, links, dispatcher, pipeline: this.#pipeline });
  }

  /** Takes up what an earlier process left behind; nothing may be asked of the mock before. */
  async load(): Promise<void> {
    await this.clock.restore();
    await this.faults.load();
    await this.#links.load(this.#store);
  }

  /** Begins to act by itself: moves gradings on, and sends webhooks. */
  async start(): Promise<void> {
    this.#pipeline.wake();
    await this.#dispatcher.start();
  }

  /** Makes the world anew, or another one: everything that happened since is forgotten. Throws WorldError. */
  async reset(wanted: Partial<WorldChoice> = {}): Promise<WorldSummary> {
    const rewrite = () =>
      this.#store.transaction(async (tables) => {
        const summary = await this.world.rewrite(tables, wanted);
        // While nothing else reaches the tables: what waits for them must find the old world forgotten.
        this.#clock.restore({ offsetMs: 0, frozenAtMs: null });
        await this.#links.load(tables);
        await this.faults.load(tables);
        for (const listener of this.#resetListeners) listener();
        return summary;
      });
    return this.#still(rewrite, 'abandon');
  }

  /** Keeps everything as it is now, to go back to; attempts under way are waited for. */
  async snapshot(): Promise<Snapshot> {
    return this.#still(() => this.#snapshots.take(), 'await');
  }

  /** Brings back everything as a snapshot has it. Throws NotFoundError for one that is not kept. */
  async restore(id: string): Promise<void> {
    await this.#still(() => this.#snapshots.restore(id), 'abandon');
  }

  /** Has what is remembered outside the store kept in snapshots too. */
  onSnapshot(part: SnapshotPart): void {
    this.#snapshots.include(part);
  }

  /** Calls `listener` after every reset, for what is remembered outside the store. */
  onReset(listener: () => void): () => void {
    this.#resetListeners.add(listener);
    return () => this.#resetListeners.delete(listener);
  }

  /** Calls `listener` after gradings or deliveries came or moved on; returns the function that ends that. */
  onActivity(listener: () => void): () => void {
    this.#activityListeners.add(listener);
    return () => this.#activityListeners.delete(listener);
  }

  #tellActivity(): void {
    for (const listener of this.#activityListeners) listener();
  }

  /** Stops acting; what is due stays due. */
  async close(): Promise<void> {
    await this.#pipeline.close();
    await this.#dispatcher.close();
  }

  /** Runs `work` while nothing else moves; attempts to deliver that are under way are waited for, or broken off. */
  #still<Result>(work: () => Promise<Result>, underWay: 'await' | 'abandon'): Promise<Result> {
    return this.clock.exclusively(() => this.#pipeline.hold(() => this.#dispatcher.hold(work, underWay)));
  }
}
