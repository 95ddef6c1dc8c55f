import { shownOptions } from '../../faults/fault-options.js';
import type { Services } from '../../services/services.js';
import type { Fault } from '../../store/faults.js';
import type { ControlHandlers, Schema } from '../operation-types.js';

/** Faults of calls and webhooks. */
export function faultHandlers({
  faults,
}: Services): ControlHandlers<'listFaults' | 'addFault' | 'clearFaults' | 'removeFault'> {
  return {
    listFaults: async () => ({ status: 200, body: { faults: (await faults.list()).map(formatFault) } }),
    addFault: async ({ body }) => {
      const fault = await faults.add(body);
      return { status: 201, body: formatFault(fault) };
    },
    clearFaults: async () => {
      await faults.clear();
      return { status: 204, body: undefined };
    },
    removeFault: async ({ path: { id } }) => {
      await faults.remove(id);
      return { status: 204, body: undefined };
    },
  };
}

/** A fault as `/_mock` returns it. */
export function formatFault(fault: Fault): Schema<'Fault'> {
  const { id, kind, scope, options, remaining, matched, createdAt } = fault;
  return { id, kind, scope, options: shownOptions(kind, options), remaining, matched, createdAt };
}
