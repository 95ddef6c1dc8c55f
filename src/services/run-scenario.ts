import { ConflictError, InvalidArgumentError, NotFoundError } from '../errors.js';
import type { FaultService } from '../faults/faults.js';
import type { ClockService } from './clock.js';
import type { DeliveryService } from './deliveries.js';
import type { AccountReference } from './find-account.js';
import { hasEnded } from './grading-writer.js';
import type { GradingService } from './gradings.js';
import type { ScenarioStep } from './scenario.js';
import type { TargetService } from './targets.js';
import type { TriggerService } from './triggers.js';

/** What a scenario did. */
export interface ScenarioRun {
  /** What each step did, in a sentence. */
  steps: { kind: string; text: string }[];
  /** The ids of its gradings. */
  gradings: string[];
  /** The ids of their deliveries. */
  deliveries: number[];
}

export interface ScenarioServices {
  targets: TargetService;
  gradings: GradingService;
  triggers: TriggerService;
  deliveries: DeliveryService;
  faults: FaultService;
  clock: ClockService;
}

export interface RunOptions {
  /** Default: the first account of the world. */
  account?: AccountReference | undefined;
  /** Ends the run early. What was done until then stays. */
  signal?: AbortSignal | undefined;
}

/** Runs steps in order. An error names the step; what earlier steps did stays. */
export async function runScenario(
  services: ScenarioServices,
  steps: readonly ScenarioStep[],
  options: RunOptions,
): Promise<ScenarioRun> {
  const run = new Run(services, options);
  const done: ScenarioRun['steps'] = [];
  for (const [index, step] of steps.entries()) {
    options.signal?.throwIfAborted();
    const kind = Object.keys(step)[0] ?? 'none';
    try {
      done.push({ kind, text: await run.do(step) });
    } catch (error) {
      throw inStep(error, `Step ${index + 1} (${kind})`);
    }
  }
  return { steps: done, gradings: run.gradings, deliveries: await run.deliveries() };
}

class Run {
  readonly gradings: string[] = [];
  readonly #services: ScenarioServices;
  readonly #options: RunOptions;

  constructor(services: ScenarioServices, options: RunOptions) {
    this.#services = services;
    this.#options = options;
  }

  /** Does a step and returns a sentence about it. */
  async do({ target, start, complete, fire, fault, advance, resend }: ScenarioStep): Promise<string> {
    const { targets, gradings, triggers, faults, clock } = this.#services;
    const { account, signal } = this.#options;
    if (target !== undefined) {
      const { id, outcome } = await targets.create({ account, ...target });
      return `Target ${id} gets the webhooks of ${outcome}.`;
    }
    if (start !== undefined) {
      const started = await gradings.startMany({ account, ...start, count: start.count ?? 1 }, { signal });
      this.#add(started);
      return `${numbered(started.length, 'grading')} started.`;
    }
    if (fire !== undefined) {
      const fired = await triggers.fire({ account, ...fire }, { signal });
      this.#add(fired.gradings);
      const sent = numbered(fired.deliveries.length, 'delivery', 'deliveries');
      return `${numbered(fired.gradings.length, 'grading')} of ${fire.outcome}, ${sent}.`;
    }
    if (fault !== undefined) return `Fault ${(await faults.add(fault)).id} is ${fault.kind}.`;
    if (advance !== undefined) {
      const events = await clock.advance(advance, { signal });
      return `The clock moved by ${advance}; ${numbered(events.length, 'event')} happened.`;
    }
    if (complete !== undefined) return this.#complete(complete);
    return this.#resend(resend === 'all');
  }

  /** The ids of all deliveries of the scenario's gradings, in the order of their creation. */
  async deliveries(): Promise<number[]> {
    const found: number[] = [];
    for (const grading of new Set(this.gradings)) {
      const listed = await this.#services.deliveries.list({ grading, limit: MAX_DELIVERIES });
      found.push(...listed.map(({ id }) => id));
    }
    return found.sort((a, b) => a - b);
  }

  #add(gradings: readonly { id: string }[]): void {
    this.gradings.push(...gradings.map(({ id }) => id));
  }

  async #complete(input: NonNullable<ScenarioStep['complete']>): Promise<string> {
    const { gradings } = this.#services;
    let ended = 0;
    for (const id of this.gradings) {
      if (hasEnded(await gradings.get(id))) continue;
      await gradings.complete(id, input);
      ended += 1;
    }
    if (ended > 0) return `${numbered(ended, 'grading')} ended.`;
    throw new ConflictError(
      'no grading of the scenario is in progress; add a step start without delay before.',
    );
  }

  async #resend(all: boolean): Promise<string> {
    const existing = await this.deliveries();
    if (existing.length === 0) {
      throw new ConflictError('the scenario has no delivery to send again; is a target registered?');
    }
    const chosen = all ? existing : existing.slice(-1);
    for (const id of chosen) await this.#services.deliveries.resend(id);
    return `${numbered(chosen.length, 'delivery', 'deliveries')} sent again.`;
  }
}

/** Of one grading. */
const MAX_DELIVERIES = 1000;

function numbered(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

function inStep(error: unknown, step: string): unknown {
  if (error instanceof InvalidArgumentError) {
    return new InvalidArgumentError('steps', `${step}: ${error.message}`);
  }
  if (error instanceof NotFoundError) return new NotFoundError(`${step}: ${error.message}`);
  if (error instanceof ConflictError) return new ConflictError(`${step}: ${error.message}`);
  return error;
}
