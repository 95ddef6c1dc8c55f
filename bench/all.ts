import { parseArgs } from 'node:util';
import { deliveryRows } from './deliveries.js';
import { growthRows } from './growth.js';
import { sizeRows } from './installed-size.js';
import { requestRows } from './requests.js';
import { responsivenessRows } from './responsiveness.js';
import { sharedRows } from './shared.js';
import { startRows } from './start.js';
import { missing, print, type Row } from './table.js';

/**
 * Every measurement in one run and one table. With names as arguments, only those. With `--database postgres://…` or
 * `--database temporary`: several instances beside SQLite.
 */
const parts: Record<string, () => Promise<Row[]> | Row[]> = {
  requests: requestRows,
  start: startRows,
  // Before the large worlds, which stay in the memory of this process.
  deliveries: deliveryRows,
  growth: growthRows,
  responsiveness: responsivenessRows,
  size: sizeRows,
};

const { values, positionals: chosen } = parseArgs({
  allowPositionals: true,
  options: { database: { type: 'string' } },
});
const unknown = chosen.filter((name) => parts[name] === undefined);
if (values.database !== undefined) print(await sharedRows(values.database));
else if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. Valid: ${Object.keys(parts).join(', ')}.`);
  process.exitCode = 2;
} else {
  const rows: Row[] = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    console.error(`measuring ${name}`);
    try {
      rows.push(...(await measure()));
    } catch (error) {
      rows.push(missing(name, error));
    }
  }
  print(rows);
}
