import { ConflictError } from '../../errors.js';
import type { Mock } from '../../mock.js';
import { tokenPrefix } from '../../tokens.js';
import { emptySetup, type Setup, type SetupKey } from './setup-file.js';

/** Under this name the scenario of a setup is saved, so that it is run once for the same data. */
const SCENARIO = 'setup';

/** Brings a mock from one setup to the next, and says what changed. */
export class SetupApplier {
  readonly #mock: Mock;
  readonly #report: (line: string) => void;
  /** What was applied, as JSON, with the function that takes it back. */
  #applied = new Map<string, () => Promise<void>>();
  #isFirst = true;

  constructor(mock: Mock, report: (line: string) => void) {
    this.#mock = mock;
    this.#report = report;
  }

  /** After the world was recreated, nothing of a setup is left. */
  forget(): void {
    this.#applied.clear();
    this.#isFirst = true;
  }

  /** Throws the error of the first entry that cannot be applied. */
  async apply({ keys, targets, faults, scenario }: Setup = emptySetup, isNewWorld = false): Promise<void> {
    // The faults of an earlier run would be added a second time.
    if (this.#isFirst) await this.#mock.faults.clear();
    this.#isFirst = false;
    const wanted = new Map<string, () => Promise<() => Promise<void>>>();
    for (const key of keys) wanted.set(JSON.stringify({ key }), () => this.#addKey(key));
    for (const target of targets) wanted.set(JSON.stringify({ target }), () => this.#addTarget(target));
    for (const [index, fault] of faults.entries())
      wanted.set(JSON.stringify({ fault, index }), () => this.#addFault(fault));
    for (const [entry, remove] of this.#applied) {
      if (wanted.has(entry)) continue;
      await remove();
      this.#applied.delete(entry);
    }
    for (const [entry, add] of wanted) {
      if (!this.#applied.has(entry)) this.#applied.set(entry, await add());
    }
    await this.#run(scenario, isNewWorld);
  }

  async #addKey(input: SetupKey): Promise<() => Promise<void>> {
    const { keys } = this.#mock;
    const { account, token } = input;
    try {
      const { key } = await keys.create(input);
      this.#report(`key ${key.prefix}… "${key.name}" created`);
    } catch (error) {
      // The data has it from an earlier run.
      if (!(error instanceof ConflictError)) throw error;
    }
    return async () => {
      const prefix = tokenPrefix(token);
      for (const key of await keys.list({ account })) {
        if (key.prefix !== prefix || key.revokedAt !== null) continue;
        await keys.revoke(key.id);
        this.#report(`key ${prefix}… "${key.name}" revoked`);
      }
    };
  }

  async #addTarget(input: Setup['targets'][number]): Promise<() => Promise<void>> {
    const { targets } = this.#mock;
    const { account, url, outcome = 'success' } = input;
    const existing = (await targets.list({ account })).find(
      (target) => target.url === url && target.outcome === outcome,
    );
    const { id } = existing ?? (await targets.create(input));
    if (existing === undefined) this.#report(`target ${id} registered for ${outcome}`);
    return async () => {
      const isThere = (await targets.list({ account })).some((target) => target.id === id);
      if (!isThere) return;
      await targets.remove(id);
      this.#report(`target ${id} removed`);
    };
  }

  async #addFault(input: Setup['faults'][number]): Promise<() => Promise<void>> {
    const { faults } = this.#mock;
    const { id, kind } = await faults.add(input);
    this.#report(`fault ${id} (${kind}) added`);
    return async () => {
      const isThere = (await faults.list()).some((fault) => fault.id === id);
      if (!isThere) return;
      await faults.remove(id);
      this.#report(`fault ${id} (${kind}) removed`);
    };
  }

  async #run(steps: Setup['scenario'], isNewWorld: boolean): Promise<void> {
    if (steps.length === 0) return;
    const { scenarios } = this.#mock;
    const saved = (await scenarios.list()).find(({ name }) => name === SCENARIO);
    if (!isNewWorld && JSON.stringify(saved?.steps) === JSON.stringify(steps)) return;
    await scenarios.save({ name: SCENARIO, steps });
    const done = await scenarios.run({ name: SCENARIO });
    for (const { kind, text } of done.steps) this.#report(`scenario, ${kind}: ${text}`);
  }
}
