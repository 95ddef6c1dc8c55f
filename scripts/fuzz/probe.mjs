// Loaded into a mock's process with `--import`: reports how its event loop, memory and sockets do.

const TICK_MS = 5;

/** The longest time between two ticks, and the longest of them with at most the processor time that was used in it. */
let longestDelayMs = 0;
let longestStallMs = 0;
let latestMs = performance.now();
let latestCpu = process.cpuUsage();

setInterval(() => {
  const nowMs = performance.now();
  const { user, system } = process.cpuUsage(latestCpu);
  const delayMs = nowMs - latestMs - TICK_MS;
  longestDelayMs = Math.max(longestDelayMs, delayMs);
  // What other programs on the machine take is no stall of the mock.
  longestStallMs = Math.max(longestStallMs, Math.min(delayMs, (user + system) / 1000));
  latestMs = nowMs;
  latestCpu = process.cpuUsage();
}, TICK_MS).unref();

process.on('message', (message) => {
  if (message === 'start') {
    longestDelayMs = 0;
    longestStallMs = 0;
    process.send?.({});
    return;
  }
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send?.({
    longestDelayMs,
    longestStallMs,
    liveBytes: heapUsed + external,
    residentBytes: rss,
    sockets: process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length,
  });
});
// A run that is killed leaves no mock behind.
process.on('disconnect', () => process.exit());
// The channel alone does not keep the process alive.
process.channel?.unref();
