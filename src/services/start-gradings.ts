import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../clock.js';
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

const MAX_COUNT = 10_000;
/** The gradings that are written in one transaction, so that no other work waits long. */
const SLICE = 100;

/**
 * Submits cards, in slices between which other work goes on. With a duration of 0 the gradings have ended when this
 * returns. Throws InvalidArgumentError for an impossible count or grade, NotFoundError for an unknown account or a card
 * that is not the account's, ConflictError for an account without a user or a card.
 */
export async function startGradings(
  { store, clock, world, writer }: StartDependencies,
  { account, card, count = 1, ...rest }: StartInput,
): Promise<WrittenGradings> {
  assertWholeNumber('count', count, 1, MAX_COUNT);
  const now = clock.now();
  const written: WrittenGradings = { gradings: [], deliveries: [] };
  for (let left = count; left > 0; left -= SLICE) {
    const { gradings, deliveries } = await store.transaction(async (tables) => {
      const submission = { ...rest, userId: await findUserId(tables, account) };
      const pick = await cardPicker(tables, { userId: submission.userId, card }, world.seed);
      const submitted: Grading[] = [];
      for (let index = 0; index < Math.min(left, SLICE); index += 1) {
        submitted.push(await writer.submit(tables, submission, pick, now));
      }
      if (rest.durationMs === 0) return writer.end(tables, submitted, {}, now);
      return { gradings: submitted, deliveries: [] };
    });
    written.gradings.push(...gradings);
    written.deliveries.push(...deliveries);
    if (left > SLICE) await setImmediate();
  }
  return written;
}
