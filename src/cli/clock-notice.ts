import { formatDuration } from '../duration.js';
import type { ClockReading } from '../services/clock.js';

/** Below this distance, in ms, a clock shows real time: it is the duration of the call itself. */
const NEAR_MS = 1000;

/** How far a clock is from real time, in words, such as `3d ahead of real time`. */
export function distanceText(offsetMs: number): string {
  if (Math.abs(offsetMs) < NEAR_MS) return 'real time';
  return `${formatDuration(Math.abs(offsetMs))} ${offsetMs > 0 ? 'ahead of' : 'behind'} real time`;
}

/** Says that the mock's clock is frozen or was moved, perhaps in an earlier run; undefined when it shows real time. */
export function clockNotice({
  now,
  frozen,
  offsetMs,
}: Pick<ClockReading, 'now' | 'frozen' | 'offsetMs'>): string | undefined {
  if (frozen) {
    return `The mock's clock is frozen at ${now}: nothing falls due until \`chck clock resume\` or \`chck clock advance\`.`;
  }
  if (Math.abs(offsetMs) < NEAR_MS) return undefined;
  return `The mock's clock was moved: it is ${distanceText(offsetMs)}. \`chck reset\` sets it back.`;
}
