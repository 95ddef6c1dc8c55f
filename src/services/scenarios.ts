import { ConflictError, InvalidArgumentError, NotFoundError } from '../errors.js';
import { Listeners } from '../listeners.js';
import { nearestName } from '../nearest-name.js';
import { SCENARIOS } from '../store/settings.js';
import type { Store, Tables } from '../store/store.js';
import { checkedName } from './names.js';
import { type RunOptions, runScenario, type ScenarioRun, type ScenarioServices } from './run-scenario.js';
import { checkedScenario, type Scenario, type ScenarioStep } from './scenario.js';

/** A saved scenario by its name, or steps. */
export interface RunInput extends RunOptions {
  name?: string | undefined;
  steps?: readonly ScenarioStep[] | undefined;
}

const MAX_SCENARIOS = 200;

/** Lists of steps that QA saves and runs again. The store has them; a reset keeps them. */
export class ScenarioService {
  readonly #store: Store;
  readonly #services: ScenarioServices;
  readonly #changes = new Listeners();

  constructor(store: Store, services: ScenarioServices) {
    this.#store = store;
    this.#services = services;
  }

  /** The saved scenarios, by name. */
  async list(): Promise<Scenario[]> {
    return read(this.#store);
  }

  /** Throws NotFoundError. */
  async get(name: string): Promise<Scenario> {
    return findScenario(await read(this.#store), name);
  }

  /** Saves a scenario; one with the same name is replaced. Throws InvalidArgumentError, ConflictError. */
  async save({ name, steps }: { name: string; steps: unknown }): Promise<Scenario> {
    const scenario = checkedScenario({ name: checkedName('name', name), steps });
    await this.#change((scenarios) => [...scenarios.filter((one) => one.name !== scenario.name), scenario]);
    return scenario;
  }

  /** Throws NotFoundError. */
  async remove(name: string): Promise<void> {
    await this.#change((scenarios) => {
      const removed = findScenario(scenarios, name);
      return scenarios.filter((one) => one !== removed);
    });
  }

  /**
   * Runs a saved scenario or the given steps, in order. Throws NotFoundError, InvalidArgumentError and ConflictError,
   * which name the step; what earlier steps did stays.
   */
  async run({ name, steps, ...options }: RunInput): Promise<ScenarioRun> {
    if ((name === undefined) === (steps === undefined)) {
      throw new InvalidArgumentError('name', 'name contradicts steps: give one of them.');
    }
    if (name !== undefined) return runScenario(this.#services, (await this.get(name)).steps, options);
    return runScenario(this.#services, checkedScenario({ name: 'given', steps }).steps, options);
  }

  /** Calls `listener` after a scenario was saved or removed. Returns the function that ends this. */
  onChange(listener: () => void): () => void {
    return this.#changes.add(listener);
  }

  async #change(change: (scenarios: Scenario[]) => Scenario[]): Promise<void> {
    await this.#store.transaction(async (tables) => {
      const changed = change(await read(tables)).sort((a, b) => (a.name < b.name ? -1 : 1));
      if (changed.length > MAX_SCENARIOS) {
        throw new ConflictError(`The mock keeps ${MAX_SCENARIOS} scenarios at most: remove one first.`);
      }
      await tables.settings.set(SCENARIOS, changed);
    });
    this.#changes.emit();
  }
}

async function read({ settings }: Tables): Promise<Scenario[]> {
  return (await settings.get<Scenario[]>(SCENARIOS)) ?? [];
}

function findScenario(scenarios: readonly Scenario[], name: string): Scenario {
  const found = scenarios.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = scenarios.map((one) => one.name);
  const suggestion = nearestName(name, names);
  const advice = suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`;
  throw new NotFoundError(`There is no scenario "${name}".${advice} Saved: ${names.join(', ') || 'none'}.`);
}
