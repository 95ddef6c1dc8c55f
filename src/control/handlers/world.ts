import type { Services } from '../../services/services.js';
import type { ControlHandlers, Schema } from '../operation-types.js';

/** Readiness, and which world there is. */
export function worldHandlers({
  world,
}: Services): ControlHandlers<'getHealth' | 'getReadiness' | 'getWorld' | 'reset'> {
  const format = (): Schema<'World'> => {
    const { source, seed } = world.current;
    return { world: source, seed };
  };
  return {
    getHealth: async () => ({ status: 200, body: { status: 'ok' } }),
    getReadiness: async () => {
      await world.assertReady();
      return { status: 200, body: { status: 'ok' } };
    },
    getWorld: async () => ({ status: 200, body: format() }),
    reset: async ({ body }) => {
      await world.resetOverHttp(body);
      return { status: 200, body: format() };
    },
  };
}
