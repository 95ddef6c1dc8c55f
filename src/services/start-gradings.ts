import { setImmediate } from 'node:timers/promises';
import { type Clock, isInstant } from '../clock.js';
import { ConflictError, InvalidArgumentError } from '../errors.js';
import type { Grading } from '../store/gradings.js';
import type { Store } from '../store/store.js';
import type { CurrentWorld } from '../world/current-world.js';
import { type AccountReference, findUserId } from './find-account.js';
import type { GradingWriter, Submission, WrittenGradings } from './grading-writer.js';
import { cardPicker } from './pick-card.js';
import { assertWholeNumber } from './whole-number.js';

export interface StartDependencies {
  store: Store;
  clock: Clock;
  world: CurrentWorld;
  writer: GradingWriter;
}

/** What to submit, and for which account. */
export interface StartInput extends Omit<Submission, 'userId'> {
  account?: AccountReference | undefined;
  card?: number | undefined;
  count?: number | undefined;
}

export interface StartOptions {
  /** Ends the work early. What was started until then stays. */
  signal?: AbortSignal | undefined;
  /** Called while many gradings are started. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined;
}

const MAX_COUNT = 10_000;
/** The gradings that are written in one transaction, so that no other work waits long. */
const SLICE = 20;

/**
 * Submits cards, in slices between which other work goes on. With a duration of 0 the gradings have ended when this
 * returns. Throws InvalidArgumentError for an impossible count or grade, NotFoundError for an unknown account or a card
 * that is not the account's, ConflictError for an account without a user or a card, and when the mock is reset meanwhile.
 */
export async function startGradings(
  { store, clock, world, writer }: StartDependencies,
  { account, card, count = 1, ...rest }: StartInput,
  { signal, onProgress }: StartOptions = {},
): Promise<WrittenGradings> {
  assertWholeNumber('count', count, 1, MAX_COUNT);
  const now = clock.now();
  assertDuration(now, rest.durationMs);
  const { creation, submission, pick } = await store.transaction(async (tables) => {
    const userId = await findUserId(tables, account);
    return {
      creation: world.creation,
      submission: { ...rest, userId },
      pick: await cardPicker(tables, { userId, card }, world.seed),
    };
  });
  const written: WrittenGradings = { gradings: [], deliveries: [] };
  for (let left = count; left > 0; left -= SLICE) {
    const { gradings, deliveries } = await store.transaction(async (tables) => {
      if (creation !== world.creation)
        throw new ConflictError('The mock was reset while gradings were started.');
      const submitted: Grading[] = [];
      for (let index = 0; index < Math.min(left, SLICE); index += 1) {
        submitted.push(await writer.submit(tables, submission, pick, now));
      }
      if (rest.durationMs === 0) return writer.end(tables, submitted, {}, now);
      return { gradings: submitted, deliveries: [] };
    });
    written.gradings.push(...gradings);
    written.deliveries.push(...deliveries);
    onProgress?.({ done: written.gradings.length, total: count });
    if (left > SLICE) await setImmediate();
    signal?.throwIfAborted();
  }
  return written;
}

/** Refuses a delay whose end no clock can reach. */
function assertDuration(now: string, durationMs: number | null): void {
  if (durationMs === null || isInstant(Date.parse(now) + durationMs)) return;
  throw new InvalidArgumentError('delay', 'delay must end by 9999-12-31, the last day of the clock.');
}
