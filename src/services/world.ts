import { resolve } from 'node:path';
import { ConflictError } from '../errors.js';
import type { Store, Tables } from '../store/store.js';
import { developmentToken } from '../world/development-token.js';
import { loadWorld } from '../world/load-world.js';
import type { Progress } from '../world/populate-account.js';
import { type WorldSummary, writeWorld } from '../world/seed-world.js';
import { DEFAULT_ANCHOR, defaultKeys } from '../world/world-definition.js';

/** Which world the mock is to hold: the name or file it is made from, and the seed. */
export interface WorldChoice {
  source: string;
  seed: number;
}

/** The world that the mock holds. */
export interface HeldWorld extends WorldChoice {
  /** The instant at which the generated history ends, ISO 8601. */
  anchor: string;
}

const defaultWorld: HeldWorld = { source: 'default', seed: 1, anchor: DEFAULT_ANCHOR };

const SETTING = 'world';

/** Makes the world, and makes it anew. */
export class WorldService {
  readonly #store: Store;
  readonly #onProgress: ((progress: Progress) => void) | undefined;
  #current: HeldWorld = defaultWorld;

  constructor(store: Store, onProgress?: (progress: Progress) => void) {
    this.#store = store;
    this.#onProgress = onProgress;
  }

  get current(): HeldWorld {
    return { ...this.#current };
  }

  /**
   * Takes up the world that the store holds, or makes the one that was asked for when it holds none; true when it was
   * made. Throws ConflictError when the store holds another than was asked for, WorldError for one that cannot be made.
   */
  async open(wanted: Partial<WorldChoice>): Promise<boolean> {
    const held = await this.#store.settings.get<HeldWorld>(SETTING);
    if (held === undefined) {
      await this.#store.transaction((tables) => this.rewrite(tables, wanted));
      return true;
    }
    const source = wanted.source === undefined ? held.source : sourceOf(wanted.source);
    const seed = wanted.seed ?? held.seed;
    if (source !== held.source || seed !== held.seed) {
      throw new ConflictError(
        `The data holds the world ${held.source} with seed ${held.seed}, not ${source} with seed ${seed}. Start without --world and --seed to keep it, then \`chck reset --world ${source} --seed ${seed}\` to replace it; or start with other data: --data FILE or --ephemeral.`,
      );
    }
    this.#current = held;
    return false;
  }

  /** Takes up the world that the store holds after it was rewritten as a whole. */
  async reload(tables: Tables): Promise<void> {
    this.#current = (await tables.settings.get<HeldWorld>(SETTING)) ?? defaultWorld;
  }

  /** Replaces everything in the tables by a world: the one held, but for what is asked for. Throws WorldError. */
  async rewrite(tables: Tables, wanted: Partial<WorldChoice> = {}): Promise<WorldSummary> {
    const source = wanted.source === undefined ? this.#current.source : sourceOf(wanted.source);
    const definition = loadWorld(source);
    const choice = { source, seed: wanted.seed ?? this.#current.seed, anchor: definition.anchor };
    await tables.clear();
    const onProgress = this.#onProgress;
    const summary = await writeWorld(tables, definition, {
      seed: choice.seed,
      ...(onProgress && { onProgress }),
    });
    await tables.settings.set(SETTING, choice);
    this.#current = choice;
    return summary;
  }

  /** The first development token that the API accepts now, or undefined when every such key is revoked or unusable. */
  async developmentToken(): Promise<string | undefined> {
    const { accounts } = loadWorld(this.#current.source);
    for (const account of accounts) {
      if ((account.role ?? 'partner') !== 'partner' || account.user === false) continue;
      const row = await this.#store.accounts.findByEmail(account.email);
      const keys = row === undefined ? [] : await this.#store.apiKeys.list(row.id);
      for (const index of (account.keys ?? defaultKeys).keys()) {
        const token = developmentToken(this.#current.seed, account.email, index);
        const key = keys.find(({ prefix, development }) => development && token.startsWith(prefix));
        if (key?.revokedAt === null) return token;
      }
    }
    return undefined;
  }
}

/** A world by name stays a name; a file is remembered by its absolute path. */
function sourceOf(nameOrFile: string): string {
  return /[/\\]|\.(ya?ml|json)$/i.test(nameOrFile) ? resolve(nameOrFile) : nameOrFile;
}
