import type { Services } from '../../services/services.js';
import type { Grading } from '../../store/gradings.js';
import { durationMs, userIdOf } from '../fields.js';
import type { ControlHandlers, Schema } from '../operation-types.js';

/** The grading pipeline. */
export function gradingHandlers(services: Services): ControlHandlers<'startGrading' | 'completeGrading'> {
  const { gradings } = services;
  return {
    startGrading: async ({ body: { account, card, delay = '0s', count = 1, ...order } }) => {
      const started = await gradings.startMany(
        {
          ...order,
          userId: await userIdOf(services, account),
          userCardId: card,
          durationMs: delay === null ? null : durationMs('delay', delay),
        },
        count,
      );
      return { status: 201, body: { gradings: started.map(formatGrading) } };
    },
    completeGrading: async ({ path: { id }, body }) => ({
      status: 200,
      body: formatGrading(await gradings.complete(id, body)),
    }),
  };
}

/** A grading as the control surface shows it. */
export function formatGrading(grading: Grading): Schema<'Grading'> {
  const { id, userId, userCardId, uniqueIdentifier, state, capture, grades, dueAt, createdAt, updatedAt } =
    grading;
  return { id, userId, userCardId, uniqueIdentifier, state, capture, grades, dueAt, createdAt, updatedAt };
}
