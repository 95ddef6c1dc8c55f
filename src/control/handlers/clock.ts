import type { SettledEvent } from '../../services/clock.js';
import type { Services } from '../../services/services.js';
import type { ControlHandlers, ControlResponse } from '../operation-types.js';

/** The mock's own time. */
export function clockHandlers({
  clock,
}: Services): ControlHandlers<'getClock' | 'advanceClock' | 'freezeClock' | 'resumeClock'> {
  const reading = (events: SettledEvent[] = []): ControlResponse<'getClock'> => ({
    status: 200,
    body: { ...clock.read(), events },
  });
  return {
    getClock: async () => reading(),
    advanceClock: async ({ body: { by } }) => reading(await clock.advance(by)),
    freezeClock: async ({ body: { at } }) => reading(await clock.freeze(at)),
    resumeClock: async () => {
      await clock.resume();
      return reading();
    },
  };
}
