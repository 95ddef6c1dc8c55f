import type { Services } from '../../services/services.js';
import type { ControlHandlers, Schema } from '../operation-types.js';

/** Readiness, and which world there is. */
export function worldHandlers(
  services: Services,
): ControlHandlers<'getHealth' | 'getReadiness' | 'getWorld' | 'reset'> {
  const world = (): Schema<'World'> => {
    const { source, seed } = services.world.current;
    return { world: source, seed };
  };
  return {
    getHealth: async () => ({ status: 200, body: { status: 'ok' } }),
    getReadiness: async () => ({ status: 200, body: { status: 'ok' } }),
    getWorld: async () => ({ status: 200, body: world() }),
    reset: async ({ body: { world: source, seed } }) => {
      await services.reset({ ...(source !== undefined && { source }), ...(seed !== undefined && { seed }) });
      return { status: 200, body: world() };
    },
  };
}
