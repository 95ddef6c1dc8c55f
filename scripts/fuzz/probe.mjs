// Loaded into a mock's process with `--import`: reports how its event loop, memory and sockets do.
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();

process.on('message', (message) => {
  if (message === 'start') {
    delay.reset();
    process.send?.({});
    return;
  }
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send?.({
    longestStallMs: delay.max / 1e6,
    liveBytes: heapUsed + external,
    residentBytes: rss,
    sockets: process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length,
  });
});
// The channel alone does not keep the process alive.
process.channel?.unref();
