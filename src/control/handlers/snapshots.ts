import type { Services } from '../../services/services.js';
import type { ControlHandlers } from '../operation-types.js';

/** States of the mock that can be restored. */
export function snapshotHandlers({
  snapshots,
}: Services): ControlHandlers<'listSnapshots' | 'takeSnapshot' | 'restoreSnapshot'> {
  return {
    listSnapshots: async () => ({ status: 200, body: { snapshots: await snapshots.list() } }),
    takeSnapshot: async () => ({ status: 201, body: await snapshots.take() }),
    restoreSnapshot: async ({ body: { id } }) => {
      await snapshots.restore(id);
      return { status: 204, body: undefined };
    },
  };
}
