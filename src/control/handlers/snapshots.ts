import type { Services } from '../../services/services.js';
import type { ControlHandlers } from '../operation-types.js';

/** States of the mock to go back to. */
export function snapshotHandlers(services: Services): ControlHandlers<'takeSnapshot' | 'restoreSnapshot'> {
  return {
    takeSnapshot: async () => ({ status: 201, body: await services.snapshot() }),
    restoreSnapshot: async ({ body: { id } }) => {
      await services.restore(id);
      return { status: 204, body: undefined };
    },
  };
}
