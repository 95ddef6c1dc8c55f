import { BroadcastChannel } from 'node:worker_threads';

/** Tells a run in a worker of this process to stop. */
export function stopRun(runId: string): void {
  const channel = new BroadcastChannel(channelName(runId));
  channel.postMessage('stop');
  channel.close();
}

/** Calls `stop` when the run is told to stop. Returns the function that ends it. */
export function onStop(runId: string, stop: () => void): () => void {
  const channel = new BroadcastChannel(channelName(runId));
  channel.onmessage = stop;
  channel.unref();
  return () => channel.close();
}

function channelName(runId: string): string {
  return `@chck/partner-kit ${runId}`;
}
