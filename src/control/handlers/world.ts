import type { Simulator } from '../../simulator/simulator.js';
import type { ControlHandler } from '../router.js';

/** Readiness, and which world there is. */
export function worldHandlers(simulator: Simulator) {
  const describe = () => {
    const { source, seed } = simulator.world.current;
    return { status: 200, body: { world: source, seed } };
  };
  return {
    getHealth: async () => ({ status: 200, body: { status: 'ok' } }),
    getReadiness: async () => ({ status: 200, body: { status: 'ok' } }),
    getWorld: async () => describe(),
    reset: async ({ body: { world, seed } }) => {
      await simulator.reset({
        ...(typeof world === 'string' && { source: world }),
        ...(typeof seed === 'number' && { seed }),
      });
      return describe();
    },
  } satisfies Record<string, ControlHandler>;
}
