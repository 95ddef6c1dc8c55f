import { type Duration, toMilliseconds } from '../duration.js';
import { ConflictError, InvalidArgumentError, NotFoundError } from '../errors.js';
import { faultKindOf, type WebhookFaultKind } from '../faults/fault-kinds.js';
import { checkedOptions } from '../faults/fault-options.js';
import type { Capture, WebhookFault, WebhookTweak } from '../store/gradings.js';
import type { Tables } from '../store/store.js';
import type { Outcome } from '../store/webhook-targets.js';
import { webhookFields } from '../webhooks/payload.js';
import type { BackgroundWork } from './background-work.js';
import { type AccountOption, findUserId } from './find-account.js';
import { hasEnded, type WrittenGradings } from './grading-writer.js';
import { findGrading } from './gradings.js';
import { type StartDependencies, type StartOptions, startGradings } from './start-gradings.js';
import { assertTargetUrl } from './targets.js';
import { assertWholeNumber } from './whole-number.js';

/** Webhooks to send: by new gradings, or by an existing one. */
export interface TriggerInput extends AccountOption {
  outcome: Outcome;
  /** The id of an existing grading. Default: new gradings. */
  grading?: string | undefined;
  /** The number of new gradings. Default: 1. */
  count?: number | undefined;
  /** How long the pipeline takes on the mock's clock. Default: 0. */
  delay?: Duration | undefined;
  /** A `user_card_id` of the account. Default: raw cards that the seed picks. */
  card?: number | undefined;
  /** Default: `full` (contract §5). */
  capture?: Capture | undefined;
  /** The overall grade, 1 to 10 in half steps. Default: the seed decides. */
  grade?: number | undefined;
  /** Sends to this address, which need not be registered, instead of the registered targets. */
  to?: string | undefined;
  /** Sends to this registered target only. */
  target?: number | undefined;
  /** How many more times each webhook is sent, up to 100. Default: 0. */
  duplicates?: number | undefined;
  /** Sends the webhooks in another order than their gradings ended. Default: false. */
  shuffle?: boolean | undefined;
  /** Values that replace the payload's own, by wire name. */
  overrides?: Record<string, string> | undefined;
  /** Fields to add to the payload. */
  additions?: Record<string, string> | undefined;
  /** A fault of these webhooks: of every delivery of this trigger, and of nothing else. */
  fault?: WebhookFaultInput | undefined;
}

/** docs/faults.md has the options of each kind. */
export interface WebhookFaultInput {
  kind: WebhookFaultKind;
  delay?: Duration | undefined;
  times?: number | undefined;
}

/** The gradings of a trigger, and the deliveries of those that have ended. */
export type Triggered = WrittenGradings;

export interface TriggerServiceDependencies extends StartDependencies {
  background: BackgroundWork;
}

const MAX_DUPLICATES = 100;

/** Sends webhooks on demand. */
export class TriggerService {
  readonly #dependencies: TriggerServiceDependencies;

  constructor(dependencies: TriggerServiceDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Ends gradings, new ones or an existing one, so that their webhooks are sent. Throws InvalidArgumentError for a value
   * that is impossible or contradicts another, NotFoundError, and ConflictError for a grading that ended otherwise.
   */
  async fire(input: TriggerInput, options: StartOptions = {}): Promise<Triggered> {
    const webhook = tweakOf(input);
    const { account, outcome, target, grade, delay = 0, card, capture, count } = input;
    if (target !== undefined) await this.#assertTarget(this.#dependencies.store, target, input);
    const triggered =
      input.grading === undefined
        ? await startGradings(
            this.#dependencies,
            {
              account,
              outcome,
              grade,
              card,
              capture,
              count,
              durationMs: toMilliseconds(delay, 'delay'),
              webhook,
            },
            options,
          )
        : await this.#useExisting(input, input.grading, webhook);
    this.#dependencies.background.wake();
    return triggered;
  }

  async #useExisting(input: TriggerInput, id: string, webhook: WebhookTweak): Promise<Triggered> {
    for (const field of ['count', 'delay', 'card', 'capture'] as const) {
      if (input[field] === undefined) continue;
      throw new InvalidArgumentError(
        field,
        `${field} is for new gradings and contradicts grading, which names an existing one.`,
      );
    }
    const { account, outcome, grade } = input;
    const { store, clock, writer } = this.#dependencies;
    const now = clock.now();
    return store.transaction(async (tables) => {
      const grading = await findGrading(tables, id);
      if (grading.userId !== (await findUserId(tables, account)))
        throw new NotFoundError(`The account has no grading ${id}.`);
      if (!hasEnded(grading)) return writer.complete(tables, grading, { outcome, grade, webhook }, now);
      if (grade !== undefined) {
        throw new InvalidArgumentError(
          'grade',
          `grade is for a grading in progress; the grading ${id} has ended already.`,
        );
      }
      if (grading.state !== (outcome === 'success' ? 'completed' : 'failed')) {
        throw new ConflictError(
          `The grading ${id} is ${grading.state}, which contradicts outcome ${outcome}.`,
        );
      }
      const { userId } = grading;
      const event = { userId, gradingId: id, outcome, at: now, tweak: webhook };
      return { gradings: [grading], deliveries: await writer.enqueue(tables, [event]) };
    });
  }

  async #assertTarget(tables: Tables, id: number, { account, outcome }: TriggerInput): Promise<void> {
    const target = await tables.webhookTargets.find(id);
    if (target === undefined || target.userId !== (await findUserId(tables, account))) {
      throw new NotFoundError(`The account has no webhook target with id ${id}.`);
    }
    if (target.outcome === outcome) return;
    throw new InvalidArgumentError(
      'target',
      `target ${id} is registered for outcome ${target.outcome}, which contradicts outcome ${outcome}.`,
    );
  }
}

function tweakOf({
  to,
  target,
  duplicates,
  shuffle,
  overrides,
  additions,
  fault,
}: TriggerInput): WebhookTweak {
  if (to !== undefined) assertTargetUrl(to, 'to');
  if (to !== undefined && target !== undefined) {
    throw new InvalidArgumentError('to', 'to contradicts target: give one of them.');
  }
  if (duplicates !== undefined) assertWholeNumber('duplicates', duplicates, 0, MAX_DUPLICATES);
  for (const field of Object.keys(overrides ?? {})) {
    if (webhookFields.some((known) => known === field)) continue;
    throw new InvalidArgumentError(
      'overrides',
      `A webhook has no field ${field} to override, only ${webhookFields.join(' and ')}.`,
    );
  }
  for (const field of Object.keys(additions ?? {})) {
    if (!webhookFields.some((known) => known === field)) continue;
    throw new InvalidArgumentError(
      'additions',
      `A webhook has the field ${field} already; use overrides to change its value.`,
    );
  }
  return {
    ...(to !== undefined && { to }),
    ...(target !== undefined && { targetId: target }),
    ...(duplicates !== undefined && { duplicates }),
    ...(shuffle !== undefined && { shuffle }),
    ...(overrides !== undefined && { overrides }),
    ...(additions !== undefined && { additions }),
    ...(fault !== undefined && { fault: checkedFault(fault) }),
  };
}

function checkedFault({ kind, ...options }: WebhookFaultInput): WebhookFault {
  if (faultKindOf(kind).side === 'webhook') return { kind, options: checkedOptions(kind, options) };
  throw new InvalidArgumentError('fault', `A fault of the kind ${kind} is for calls, not for webhooks.`);
}
