import type { Services } from '../../services/services.js';
import type { ControlHandlers } from '../operation-types.js';

/** Saved lists of steps. */
export function scenarioHandlers({
  scenarios,
}: Services): ControlHandlers<'listScenarios' | 'saveScenario' | 'removeScenario' | 'runScenario'> {
  return {
    listScenarios: async () => ({ status: 200, body: { scenarios: await scenarios.list() } }),
    saveScenario: async ({ body }) => ({ status: 201, body: await scenarios.save(body) }),
    removeScenario: async ({ path: { name } }) => {
      await scenarios.remove(name);
      return { status: 204, body: undefined };
    },
    runScenario: async ({ body }, signal) => ({
      status: 200,
      body: await scenarios.run({ ...body, signal }),
    }),
  };
}
