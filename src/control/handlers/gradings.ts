import type { Simulator } from '../../simulator/simulator.js';
import type { Capture, Grading } from '../../store/gradings.js';
import type { Outcome } from '../../store/webhook-targets.js';
import { durationMs, type Fields, userIdOf } from '../fields.js';
import type { ControlHandler } from '../router.js';

/** The grading pipeline. */
export function gradingHandlers(simulator: Simulator) {
  return {
    startGrading: async ({ body }: { body: Fields }) => {
      const { account, card, capture, outcome, grade, delay, count } = body as StartBody;
      const gradings = await simulator.gradings.startMany(
        {
          userId: await userIdOf(simulator, account),
          ...{ userCardId: card, capture, outcome, grade },
          durationMs: delay === null ? null : (durationMs('delay', delay) ?? 0),
        },
        count ?? 1,
      );
      return { status: 201, body: { gradings: gradings.map(formatGrading) } };
    },
    completeGrading: async ({ path, body }) => {
      const { outcome, grade } = body as EndBody;
      return {
        status: 200,
        body: formatGrading(await simulator.gradings.complete(String(path.id), { outcome, grade })),
      };
    },
  } satisfies Record<string, ControlHandler>;
}

interface EndBody {
  outcome?: Outcome;
  grade?: number;
}

interface StartBody extends EndBody {
  account?: string | number;
  card?: number;
  capture?: Capture;
  delay?: string | null;
  count?: number;
}

/** A grading as the control surface shows it. */
export function formatGrading(grading: Grading) {
  const { id, userId, userCardId, uniqueIdentifier, state, capture, grades, dueAt, createdAt, updatedAt } =
    grading;
  return { id, userId, userCardId, uniqueIdentifier, state, capture, grades, dueAt, createdAt, updatedAt };
}
