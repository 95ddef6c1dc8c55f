import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { ConflictError } from '../errors.js';
import { SCENARIOS } from '../store/settings.js';
import type { Store, Tables } from '../store/store.js';
import { sha256Hex, tokenPrefix } from '../tokens.js';
import { developmentToken } from './development-token.js';
import { listWorlds, loadWorld } from './load-world.js';
import type { Progress } from './populate-account.js';
import { type WorldSummary, writeWorld } from './seed-world.js';
import {
  type AccountDefinition,
  DEFAULT_ANCHOR,
  defaultKeys,
  type WorldDefinition,
} from './world-definition.js';

/** The world that the store holds. */
export interface WorldRecord {
  /** The name of a world of the kit, or the absolute path of a world file. */
  source: string;
  seed: number;
  /** The instant at which the generated history ends, ISO 8601. */
  anchor: string;
  /** Signs image links, in hex. It is new for every recreation of the world, so that a reset ends all links. */
  imageSecret: string;
}

/** Which world to hold; what is absent stays as it is. */
export interface WorldOptions {
  /** The name of a world of the kit, or the path of a world file. */
  world?: string | undefined;
  seed?: number | undefined;
}

const SETTING = 'world';
const SECRET_BYTES = 32;

/** Knows which world the store holds, and writes it. */
export class CurrentWorld {
  readonly #store: Store;
  readonly #onProgress: ((progress: Progress) => void) | undefined;
  readonly #fixedToken: string | undefined;
  /** What the mock was started with. */
  #startSource = 'default';
  #record: WorldRecord = recordOf('default', 1, DEFAULT_ANCHOR);

  /** With a `fixedToken`, a key of the first usable account has it in every world. */
  constructor(store: Store, onProgress?: (progress: Progress) => void, fixedToken?: string) {
    this.#store = store;
    this.#fixedToken = fixedToken;
    this.#onProgress = onProgress;
  }

  get source(): string {
    return this.#record.source;
  }

  get seed(): number {
    return this.#record.seed;
  }

  get anchor(): string {
    return this.#record.anchor;
  }

  get imageSecret(): string {
    return this.#record.imageSecret;
  }

  /** Distinguishes this world from one that was recreated with the same source and seed. */
  get creation(): string {
    return this.#record.imageSecret;
  }

  /**
   * Reads which world the store holds, or writes the given one into an empty store. Throws ConflictError when the store
   * holds another world than the given one, WorldError for a world that cannot be made.
   */
  async open(options: WorldOptions): Promise<void> {
    await this.#open(options);
    this.#startSource = this.source;
  }

  /** The worlds that a request over HTTP may choose: those of the kit, and the file that the mock was started with. */
  offers(nameOrFile: string): boolean {
    return listWorlds().includes(nameOrFile) || sourceOf(nameOrFile) === this.#startSource;
  }

  async #open(options: WorldOptions): Promise<void> {
    // In one transaction: of several instances that start at once, one writes the world.
    const held = await this.#store.transaction(async (tables) => {
      const found = await tables.settings.get<Partial<WorldRecord>>(SETTING);
      if (found === undefined) await this.#write(tables, options, { inBulk: true });
      return found;
    });
    if (held === undefined) return;
    this.#record = { ...this.#record, ...held };
    const { source, seed } = this.#record;
    const wantedSource = options.world === undefined ? source : sourceOf(options.world);
    const wantedSeed = options.seed ?? seed;
    if (wantedSource !== source || wantedSeed !== seed) {
      throw new ConflictError(
        `The data holds the world ${source} with seed ${seed}, not ${wantedSource} with seed ${wantedSeed}. Start without --world and --seed to keep it, then \`chck reset --world ${wantedSource} --seed ${wantedSeed}\` to replace it; or start with other data: --data FILE or --ephemeral.`,
      );
    }
    if (this.#fixedToken !== undefined) {
      await this.#store.transaction((tables) => this.#addFixedKey(tables, loadWorld(source)));
    }
    if (held.imageSecret !== undefined) return;
    await this.#store.transaction(({ settings }) => settings.set(SETTING, this.#record));
  }

  /** Reads which world the tables hold, and returns the function that puts it in place. */
  async load({ settings }: Tables): Promise<() => void> {
    const record = await settings.get<WorldRecord>(SETTING);
    return () => {
      this.#record = record ?? this.#record;
    };
  }

  /** Replaces everything in the tables by a world: the current one, except for the given options. Throws WorldError. */
  async rewrite(tables: Tables, options: WorldOptions = {}): Promise<WorldSummary> {
    return this.#write(tables, options, { inBulk: false });
  }

  async #write(
    tables: Tables,
    options: WorldOptions,
    { inBulk }: { inBulk: boolean },
  ): Promise<WorldSummary> {
    const source = options.world === undefined ? this.source : sourceOf(options.world);
    const definition = loadWorld(source);
    const record = recordOf(source, options.seed ?? this.seed, definition.anchor);
    const scenarios = await tables.settings.get(SCENARIOS);
    await tables.clear();
    if (scenarios !== undefined) await tables.settings.set(SCENARIOS, scenarios);
    const onProgress = this.#onProgress;
    const summary = await writeWorld(tables, definition, {
      seed: record.seed,
      inBulk,
      ...(onProgress && { onProgress }),
    });
    await this.#addFixedKey(tables, definition);
    await tables.settings.set(SETTING, record);
    this.#record = record;
    return summary;
  }

  /** Adds the key of the fixed token, unless there is one. It stays revoked when it was revoked. */
  async #addFixedKey(tables: Tables, { name, accounts }: WorldDefinition): Promise<void> {
    if (this.#fixedToken === undefined) return;
    const hash = sha256Hex(this.#fixedToken);
    if ((await tables.apiKeys.findCredential(hash)) !== undefined) return;
    const usable = accounts.find(isUsable);
    const account = usable && (await tables.accounts.findByEmail(usable.email));
    if (account === undefined) {
      throw new ConflictError(
        `The world ${name} has no account that may use a key, so the development token can belong to none.`,
      );
    }
    const key = {
      accountId: account.id,
      name: 'Fixed development token',
      prefix: tokenPrefix(this.#fixedToken),
    };
    await tables.apiKeys.add({ ...key, development: true, createdAt: account.createdAt }, hash);
  }

  /** The fixed token, while its key is not revoked. */
  async fixedToken(): Promise<string | undefined> {
    if (this.#fixedToken === undefined) return undefined;
    const credential = await this.#store.apiKeys.findCredential(sha256Hex(this.#fixedToken));
    return credential?.revokedAt === null ? this.#fixedToken : undefined;
  }

  /** The first development token that the API accepts now, or undefined when every such key is revoked or unusable. */
  async developmentToken(): Promise<string | undefined> {
    const fixed = await this.fixedToken();
    if (fixed !== undefined) return fixed;
    for (const account of loadWorld(this.source).accounts.filter(isUsable)) {
      const row = await this.#store.accounts.findByEmail(account.email);
      const keys = row === undefined ? [] : await this.#store.apiKeys.list(row.id);
      for (const index of (account.keys ?? defaultKeys).keys()) {
        const token = developmentToken(this.seed, account.email, index);
        const key = keys.find(({ prefix, development }) => development && token.startsWith(prefix));
        if (key?.revokedAt === null) return token;
      }
    }
    return undefined;
  }
}

function recordOf(source: string, seed: number, anchor: string): WorldRecord {
  return { source, seed, anchor, imageSecret: randomBytes(SECRET_BYTES).toString('hex') };
}

/** Whether the keys of an account get responses rather than 403 (contract §2). */
function isUsable({ role = 'partner', user = true }: AccountDefinition): boolean {
  return role === 'partner' && user;
}

/** A world by name stays a name; a file is remembered by its absolute path. */
function sourceOf(nameOrFile: string): string {
  return /[/\\]|\.(ya?ml|json)$/i.test(nameOrFile) ? resolve(nameOrFile) : nameOrFile;
}
