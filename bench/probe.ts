// Loaded into each measured process by `--import`. Replies to every message of the bench with what the process used.

/** What a process used since the previous message. */
export interface Usage {
  /** Processor time, user and system, in µs. */
  processorMicros: number;
  /** The longest time for which the event loop could not run anything, in ms. */
  longestStallMs: number;
  residentMiB: number;
  /** The most that was resident since the start of the process. */
  peakMiB: number;
}

const TICK_MS = 2;

let before = process.cpuUsage();
let lastMs = performance.now();
let longestStallMs = 0;

function tick(): void {
  const nowMs = performance.now();
  longestStallMs = Math.max(longestStallMs, nowMs - lastMs - TICK_MS);
  lastMs = nowMs;
}

let timer: NodeJS.Timeout | undefined;

process.on('message', ({ watch }: { watch: boolean }) => {
  tick();
  const { user, system } = process.cpuUsage(before);
  const residentMiB = process.memoryUsage.rss() / 2 ** 20;
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  const usage: Usage = { processorMicros: user + system, longestStallMs, residentMiB, peakMiB };
  process.send?.(usage);
  // The timer would cost processor time while only requests are measured.
  clearInterval(timer);
  timer = watch ? setInterval(tick, TICK_MS).unref() : undefined;
  before = process.cpuUsage();
  lastMs = performance.now();
  longestStallMs = 0;
});
process.channel?.unref();
// A server does not outlive a bench that fails.
process.once('disconnect', () => process.exit());
