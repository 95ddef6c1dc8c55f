import type { SettledEvent } from '../../simulator/clock-desk.js';
import type { Simulator } from '../../simulator/simulator.js';
import { durationMs } from '../fields.js';
import type { ControlHandler } from '../router.js';

/** The mock's own time. */
export function clockHandlers({ clock }: Simulator) {
  const reading = (events: SettledEvent[] = []) => ({ status: 200, body: { ...clock.read(), events } });
  return {
    getClock: async () => reading(),
    advanceClock: async ({ body }) => reading(await clock.advance(durationMs('by', String(body.by)) ?? 0)),
    freezeClock: async ({ body }) => {
      const at = typeof body.at === 'string' ? Date.parse(body.at) : undefined;
      return reading(await clock.freeze(at));
    },
    resumeClock: async () => {
      await clock.resume();
      return reading();
    },
  } satisfies Record<string, ControlHandler>;
}
