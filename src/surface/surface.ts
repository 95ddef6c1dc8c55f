import type { Journal } from '../http/journal.js';
import type { Services } from '../services/services.js';
import type { Snapshot } from '../services/snapshots.js';
import type { WorldChoice } from '../services/world.js';
import type { Dispatcher } from '../webhooks/dispatcher.js';
import type { WorldSummary } from '../world/seed-world.js';
import { Accounts, Keys } from './accounts.js';
import { Faults } from './faults.js';
import { Gradings } from './gradings.js';
import { MockClock } from './mock-clock.js';
import { Requests } from './requests.js';
import { Webhooks } from './webhooks.js';

/** What tests do to a mock in their own process; `/_mock` has the same operations for other languages. */
export interface Surface {
  readonly accounts: Accounts;
  readonly keys: Keys;
  readonly gradings: Gradings;
  readonly webhooks: Webhooks;
  readonly requests: Requests;
  readonly faults: Faults;
  readonly clock: MockClock;
  /** Keeps everything as it is now, to go back to. */
  snapshot(): Promise<Snapshot>;
  /** Brings back everything as the snapshot has it; any number of times. Throws NotFoundError. */
  restore(snapshot: Snapshot | string): Promise<void>;
  /** Makes the world anew, or another one: everything that happened since is forgotten. Throws WorldError. */
  reset(wanted?: Partial<WorldChoice>): Promise<WorldSummary>;
}

export interface SurfaceDependencies {
  services: Services;
  dispatcher: Dispatcher;
  journal: Journal;
}

export function createSurface({ services, dispatcher, journal }: SurfaceDependencies): Surface {
  return {
    accounts: new Accounts(services),
    keys: new Keys(services),
    gradings: new Gradings(services),
    webhooks: new Webhooks(services, dispatcher),
    requests: new Requests(journal),
    faults: new Faults(services),
    clock: new MockClock(services),
    snapshot: () => services.snapshot(),
    restore: (snapshot) => services.restore(typeof snapshot === 'string' ? snapshot : snapshot.id),
    reset: (wanted) => services.reset(wanted),
  };
}
