import type { Clock } from '../clock.js';
import { FaultService } from '../faults/faults.js';
import type { Journal } from '../http/journal.js';
import type { ImageLinks } from '../images/image-links.js';
import type { Memory } from '../memory.js';
import type { Store } from '../store/store.js';
import type { Dispatcher } from '../webhooks/dispatcher.js';
import type { CurrentWorld } from '../world/current-world.js';
import { AccountService } from './accounts.js';
import { BackgroundWork } from './background-work.js';
import { CardService } from './cards.js';
import { ClockService } from './clock.js';
import { DeliveryService } from './deliveries.js';
import { GradingWriter } from './grading-writer.js';
import { GradingService } from './gradings.js';
import { KeyService } from './keys.js';
import { RequestService } from './requests.js';
import { ScenarioService } from './scenarios.js';
import { SharedJournal } from './shared-journal.js';
import { SharedState } from './shared-state.js';
import { SnapshotService } from './snapshots.js';
import { TargetService } from './targets.js';
import { TriggerService } from './triggers.js';
import { WorldService } from './world.js';

/** Everything that people, programs and tests do to a mock. The portal, `/_mock` and `createMock()` call these. */
export interface Services {
  accounts: AccountService;
  keys: KeyService;
  cards: CardService;
  targets: TargetService;
  gradings: GradingService;
  triggers: TriggerService;
  deliveries: DeliveryService;
  clock: ClockService;
  world: WorldService;
  snapshots: SnapshotService;
  faults: FaultService;
  requests: RequestService;
  scenarios: ScenarioService;
  shared: SharedState;
}

export interface ServiceDependencies {
  store: Store;
  clock: Clock;
  world: CurrentWorld;
  links: ImageLinks;
  dispatcher: Dispatcher;
  journal: Journal;
  memory: Memory;
  /** Called with internal errors. */
  onError: (error: unknown) => void;
}

/** Builds the services, and what the mock does by itself, which the caller starts and closes. */
export async function createServices(
  dependencies: ServiceDependencies,
): Promise<{ services: Services; background: BackgroundWork; sharedJournal: SharedJournal }> {
  const { store, clock, world, links, dispatcher, journal, memory, onError } = dependencies;
  const faults = new FaultService({ store, clock, seed: () => world.seed });
  memory.register('faults', faults.memory);
  const writer = new GradingWriter(world, faults.applyToDeliveries);
  const background = new BackgroundWork({ store, clock, writer, dispatcher, onError });
  const start = { store, clock, world, writer, background };
  const worldService = new WorldService({ store, world, memory, background });
  const shared = new SharedState({
    store,
    memory,
    instances: background.instances,
    onReplaced: () => {
      dispatcher.forget();
      background.wake();
      worldService.emitReplaced();
    },
  });
  const clockService = new ClockService({ store, clock, links, background });
  shared.register(world, { heldOnly: true });
  shared.register(clockService, { heldOnly: true });
  shared.register(faults);
  const sharedJournal = new SharedJournal(store, journal, onError);
  if (shared.isShared) memory.register('calls to write', sharedJournal);
  const parts = {
    targets: new TargetService(store, clock),
    gradings: new GradingService(start),
    triggers: new TriggerService(start),
    deliveries: new DeliveryService(store, clock, background),
    clock: clockService,
    faults,
  };
  const services: Services = {
    ...parts,
    scenarios: new ScenarioService(store, parts),
    accounts: new AccountService(store, clock, world),
    keys: new KeyService(store, clock),
    cards: new CardService(store, clock),
    world: worldService,
    snapshots: new SnapshotService({ store, clock, world, memory, background, worldService, shared }),
    requests: new RequestService({ journal, shared: sharedJournal, store, background }),
    shared,
  };
  (await shared.load(store))();
  return { services, background, sharedJournal };
}
