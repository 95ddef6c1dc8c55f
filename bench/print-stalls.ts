import { healthWhileRendering, measureStalls } from './stalls.js';

/** The target: no operation keeps the process from other work for longer, in ms. */
const TARGET = 100;

process.stdout.write(`\nLongest stall of the event loop (at most ${TARGET} ms)\n`);
for (const { name, longestMs, totalMs } of await measureStalls({
  webhooks: 10_000,
  calls: 1000,
  world: 'large',
})) {
  const verdict = longestMs <= TARGET ? '' : '  MISSED';
  process.stdout.write(
    `${name.padEnd(36)}${longestMs.toFixed(0).padStart(6)} ms of ${totalMs.toFixed(0)} ms${verdict}\n`,
  );
}

const { median, longest } = await healthWhileRendering(40);
process.stdout.write(
  `/health while 40 pictures are rendered: ${median.toFixed(1)} ms, at most ${longest.toFixed(1)} ms (target 20 ms)\n`,
);
