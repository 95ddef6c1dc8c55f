import { parseArgs } from 'node:util';
import { runFuzz } from './run-fuzz.js';

/** Exits 1 when a hostile request made the mock misbehave. A run with the same seed sends the same requests. */
const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const seed = Number(values.seed);
process.stdout.write(`seed ${seed}\n`);
const report = await runFuzz({
  requests: Number(values.requests),
  seed,
  onProgress: (sent) => process.stdout.write(`${sent} requests\n`),
});
const { findings, statuses, longestStallMs, longestDelayMs, liveMiB, residentMiB, openSockets, seconds } =
  report;
for (const { what, request, response } of findings.slice(0, 20)) {
  process.stdout.write(`\n${what}\n  ${JSON.stringify(request)}\n  ${JSON.stringify(response)}\n`);
}
process.stdout.write(`responses ${JSON.stringify(statuses)}\n`);
process.stdout.write(
  `longest stall ${Math.round(longestStallMs)} ms (at most 250); with other programs ${Math.round(longestDelayMs)} ms\n`,
);
process.stdout.write(
  `alive ${liveMiB.before} MiB before, ${liveMiB.after} MiB after; resident ${residentMiB} MiB\n`,
);
process.stdout.write(`${openSockets} open sockets\n`);
process.stdout.write(`${values.requests} requests, ${findings.length} findings, ${Math.round(seconds)} s\n`);
const isGood =
  findings.length === 0 && longestStallMs <= 250 && openSockets === 0 && liveMiB.after <= liveMiB.before + 10;
process.exitCode = isGood ? 0 : 1;
