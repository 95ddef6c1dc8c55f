import { healthWhileRendering, measureStalls } from './stalls.js';
import { type Row, row } from './table.js';

const TARGET_MS = 100;

/** The longest stall of the event loop, and how long `/health` waits while pictures are rendered. */
export async function responsivenessRows(): Promise<Row[]> {
  const measured = await measureStalls({ webhooks: 10_000, calls: 1000, world: 'large' });
  const above = measured.filter(({ longestMs }) => longestMs > TARGET_MS);
  const { median, longest } = await healthWhileRendering(40);
  return [
    row(
      'longest stall of the event loop',
      Math.max(...measured.map(({ longestMs }) => longestMs)),
      { atMost: TARGET_MS, unit: 'ms', digits: 0 },
      measured.map(({ name, longestMs }) => `${name} ${longestMs.toFixed(0)}`).join(', '),
    ),
    ...above.map(({ name, longestMs }) =>
      row(`  ${name}`, longestMs, { atMost: TARGET_MS, unit: 'ms', digits: 0 }),
    ),
    row(
      '/health while 40 pictures are rendered, at most',
      longest,
      { atMost: 20, unit: 'ms', digits: 0 },
      `median ${median.toFixed(1)} ms`,
    ),
  ];
}
