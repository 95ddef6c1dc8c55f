import type { Services } from '../../services/services.js';
import type { Grading } from '../../store/gradings.js';
import type { ControlHandlers, Schema } from '../operation-types.js';

/** The grading pipeline. */
export function gradingHandlers({
  gradings,
}: Services): ControlHandlers<'startGrading' | 'editGrading' | 'completeGrading'> {
  return {
    startGrading: async ({ body: { count = 1, ...input } }, signal) => {
      const started = await gradings.startMany({ ...input, count }, { signal });
      return { status: 201, body: { gradings: started.map(formatGrading) } };
    },
    editGrading: async ({ path: { id }, body }) => ({
      status: 200,
      body: formatGrading(await gradings.edit(id, body)),
    }),
    completeGrading: async ({ path: { id }, body }) => ({
      status: 200,
      body: formatGrading(await gradings.complete(id, body)),
    }),
  };
}

/** A grading as `/_mock` returns it. */
export function formatGrading(grading: Grading): Schema<'Grading'> {
  const { id, userId, userCardId, uniqueIdentifier, state, capture, grades, dueAt, createdAt, updatedAt } =
    grading;
  return { id, userId, userCardId, uniqueIdentifier, state, capture, grades, dueAt, createdAt, updatedAt };
}
