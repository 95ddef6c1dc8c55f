import type { Clock } from '../clock.js';
import type { ImageLinks } from '../images/image-links.js';
import type { Store } from '../store/store.js';
import type { WorldSummary } from '../world/seed-world.js';
import { AccountDesk } from './accounts.js';
import { KeyDesk } from './keys.js';
import { TargetDesk } from './targets.js';
import type { WorldChoice, WorldDesk } from './world.js';

export interface SimulatorDependencies {
  store: Store;
  clock: Clock;
  world: WorldDesk;
  links: ImageLinks;
}

/** What CHCK's people and pipeline would do. Everything that changes the world passes here, whoever asks for it. */
export class Simulator {
  readonly accounts: AccountDesk;
  readonly keys: KeyDesk;
  readonly targets: TargetDesk;
  readonly world: WorldDesk;
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #links: ImageLinks;
  readonly #resetListeners = new Set<() => void>();

  constructor({ store, clock, world, links }: SimulatorDependencies) {
    this.#store = store;
    this.#clock = clock;
    this.#links = links;
    this.world = world;
    this.accounts = new AccountDesk(store);
    this.keys = new KeyDesk(store, clock, this.accounts);
    this.targets = new TargetDesk(store, clock);
  }

  /** Makes the world anew, or another one: everything that happened since is forgotten. Throws WorldError. */
  async reset(wanted: Partial<WorldChoice> = {}): Promise<WorldSummary> {
    const summary = await this.#store.transaction((tables) => this.world.rewrite(tables, wanted));
    this.#clock.restore({ offsetMs: 0, frozenAtMs: null });
    this.#links.clear();
    for (const listener of this.#resetListeners) listener();
    return summary;
  }

  /** Calls `listener` after every reset, for what is remembered outside the store. */
  onReset(listener: () => void): () => void {
    this.#resetListeners.add(listener);
    return () => this.#resetListeners.delete(listener);
  }
}
