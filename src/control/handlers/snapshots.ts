import type { Simulator } from '../../services/services.js';
import type { ControlHandlers } from '../operation-types.js';

/** States of the mock to go back to. */
export function snapshotHandlers(simulator: Simulator): ControlHandlers<'takeSnapshot' | 'restoreSnapshot'> {
  return {
    takeSnapshot: async () => ({ status: 201, body: await simulator.snapshot() }),
    restoreSnapshot: async ({ body: { id } }) => {
      await simulator.restore(id);
      return { status: 204, body: undefined };
    },
  };
}
