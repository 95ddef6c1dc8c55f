/** How long an operation took, and the longest time in it in which the process could do nothing else, in ms. */
export interface Stall {
  longestMs: number;
  totalMs: number;
}

const TICK_MS = 5;

/**
 * Runs an operation of this process and measures the longest time between two ticks of a timer, too much by 5 ms at most.
 * At most the processor time that was used meanwhile counts, so that other programs on the machine are no stalls.
 */
export async function longestStall(operation: () => Promise<unknown>): Promise<Stall> {
  let longestMs = 0;
  const startedMs = performance.now();
  let [latestMs, latestCpu] = [startedMs, process.cpuUsage()];
  const tick = () => {
    const nowMs = performance.now();
    const { user, system } = process.cpuUsage(latestCpu);
    longestMs = Math.max(longestMs, Math.min(nowMs - latestMs, (user + system) / 1000));
    [latestMs, latestCpu] = [nowMs, process.cpuUsage()];
  };
  const timer = setInterval(tick, TICK_MS);
  try {
    await operation();
  } finally {
    clearInterval(timer);
    tick();
  }
  return { longestMs, totalMs: performance.now() - startedMs };
}
