import type { Services } from '../../services/services.js';
import type { SettledEvent } from '../../services/settled-event.js';
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
    advanceClock: async ({ body: { by } }, signal) => reading(await clock.advance(by, { signal })),
    freezeClock: async ({ body: { at } }, signal) => reading(await clock.freeze(at, { signal })),
    resumeClock: async () => {
      await clock.resume();
      return reading();
    },
  };
}
