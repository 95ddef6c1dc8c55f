/**
 * What the dispatcher does: it delivers what is due (`running`), delivers nothing while the world or the clock is changed
 * (`held`), delivers what is due at one instant of a held clock (`draining`), or has ended (`closed`).
 */
export type DispatchMode = 'running' | 'held' | 'draining' | 'closed';

/** A call that changes the mode. */
export type ModeChange = 'hold' | 'drain' | 'drained' | 'release' | 'close';

const transitions: Readonly<Record<DispatchMode, Readonly<Partial<Record<ModeChange, DispatchMode>>>>> = {
  running: { hold: 'held', close: 'closed' },
  held: { drain: 'draining', release: 'running', close: 'closed' },
  draining: { drained: 'held', release: 'running', close: 'closed' },
  closed: {},
};

/** Returns the mode after a change. A change that does not apply to a mode leaves it as it is. */
export function nextMode(mode: DispatchMode, change: ModeChange): DispatchMode {
  return transitions[mode][change] ?? mode;
}

/** Returns whether attempts may begin in a mode. */
export function beginsAttempts(mode: DispatchMode): boolean {
  return mode === 'running' || mode === 'draining';
}

/** The largest number of attempts in flight per lane. A lane is a target, or the URL of a delivery without one. */
export const ATTEMPTS_PER_LANE = 16;

/** A lane with attempts to come, and the instant of the first (ISO 8601). */
export interface DueLane {
  lane: string;
  dueAt: string;
}

/** Returns how many deliveries to claim in each lane now. Lanes are independent of each other. */
export function claimsOf(
  lanes: readonly DueLane[],
  inFlight: ReadonlyMap<string, number>,
  now: string,
): { lane: string; limit: number }[] {
  return lanes
    .filter(({ dueAt }) => dueAt <= now)
    .map(({ lane }) => ({ lane, limit: ATTEMPTS_PER_LANE - (inFlight.get(lane) ?? 0) }))
    .filter(({ limit }) => limit > 0);
}

const MAX_TIMER_MS = 3_600_000;

/**
 * Returns the wait in ms until the next lane has to be looked at, or undefined when none has. A full lane does not count:
 * the end of one of its attempts looks at it.
 */
export function wakeDelayMs(
  lanes: readonly DueLane[],
  inFlight: ReadonlyMap<string, number>,
  nowMs: number,
): number | undefined {
  const due = lanes
    .filter(({ lane }) => (inFlight.get(lane) ?? 0) < ATTEMPTS_PER_LANE)
    .map(({ dueAt }) => Date.parse(dueAt));
  if (due.length === 0) return undefined;
  return Math.min(Math.max(0, Math.min(...due) - nowMs), MAX_TIMER_MS);
}

const STORE_RETRY_BASE_MS = 50;
const STORE_RETRY_CAP_MS = 5000;

/** Returns the wait in ms before the store is tried again, after this number of consecutive failures (from 1). */
export function storeRetryMs(failures: number): number {
  return Math.min(STORE_RETRY_CAP_MS, STORE_RETRY_BASE_MS * 2 ** Math.min(failures - 1, 16));
}
