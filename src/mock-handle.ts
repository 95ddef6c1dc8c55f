import type { Duration } from './duration.js';
import { MockClosedError } from './errors.js';
import type { AdvanceOptions } from './services/clock.js';
import type { Services } from './services/services.js';
import type { SettledEvent } from './services/settled-event.js';
import type { Snapshot } from './services/snapshots.js';
import type { StartOptions } from './services/start-gradings.js';
import type { Triggered, TriggerInput } from './services/triggers.js';
import type { WorldOptions } from './world/current-world.js';
import type { WorldSummary } from './world/seed-world.js';

/** A running mock. `/_mock` has the same operations for other languages. Everything throws MockClosedError after `close`. */
export interface Mock extends Omit<Services, 'snapshots' | 'shared'> {
  /** Where clients reach it, such as `http://127.0.0.1:4000`: `publicUrl` when it was given. */
  readonly url: string;
  readonly port: number;
  /** A development token that works now; undefined when there is none, or when the mock is reachable beyond loopback. */
  readonly token: string | undefined;
  /** Short for `triggers.fire`. */
  trigger(input: TriggerInput, options?: StartOptions): Promise<Triggered>;
  /** Short for `clock.advance`. */
  advance(by: Duration, options?: AdvanceOptions): Promise<SettledEvent[]>;
  /** Keeps everything as it is now. */
  snapshot(): Promise<Snapshot>;
  /** Brings back everything as it was; any number of times. Throws NotFoundError. */
  restore(snapshot: Snapshot | string): Promise<void>;
  /** Recreates the world, or creates another one. Everything that happened since is forgotten. Throws WorldError. */
  reset(options?: WorldOptions): Promise<WorldSummary>;
  /** Ends requests in flight, writes what is pending, and closes the store. A second call waits for the first. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Returns the mock as its user sees it. `shutDown` is called once. */
export function openMock(
  services: Services,
  address: Pick<Mock, 'url' | 'port' | 'token'>,
  shutDown: () => Promise<void>,
): Mock {
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= shutDown();
    return closing;
  };
  const open = (): Services => {
    if (closing !== undefined) throw new MockClosedError();
    return services;
  };
  return {
    ...address,
    get accounts() {
      return open().accounts;
    },
    get keys() {
      return open().keys;
    },
    get cards() {
      return open().cards;
    },
    get targets() {
      return open().targets;
    },
    get gradings() {
      return open().gradings;
    },
    get triggers() {
      return open().triggers;
    },
    get deliveries() {
      return open().deliveries;
    },
    get clock() {
      return open().clock;
    },
    get world() {
      return open().world;
    },
    get faults() {
      return open().faults;
    },
    get requests() {
      return open().requests;
    },
    get scenarios() {
      return open().scenarios;
    },
    trigger: async (input, options) => open().triggers.fire(input, options),
    advance: async (by, options) => open().clock.advance(by, options),
    snapshot: async () => open().snapshots.take(),
    restore: async (snapshot) => open().snapshots.restore(snapshot),
    reset: async (options) => open().world.reset(options),
    close,
    [Symbol.asyncDispose]: close,
  };
}
