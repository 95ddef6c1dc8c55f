import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/package-root.js';
import { allFaults } from '../tests/independent/faults/all-faults.js';
import { noticedBy } from '../tests/support/notice.js';

const AT_ONCE = 4;
const file = join(packageRoot, 'tests', 'independent', 'faults', 'noticed-by.json');
const known: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
const noticed = new Map<string, string>(
  Object.entries(known ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
);
// Names limit the run to the deviations that have one of them in their id; `--missing` to those not noticed yet.
const names = process.argv.slice(2).filter((name) => name !== '--missing');
const onlyMissing = process.argv.includes('--missing');
const chosen = allFaults
  .filter(({ id }) => names.length === 0 || names.some((name) => id.includes(name)))
  .filter(({ id }) => !onlyMissing || !noticed.has(id));
const left = [...chosen];
const result = new Map(noticed);

async function work(): Promise<void> {
  for (let source = left.shift(); source !== undefined; source = left.shift()) {
    const rule = await noticedBy(source, { first: noticed.get(source.id) ?? null });
    if (rule === null) {
      result.delete(source.id);
      process.stdout.write(`SURVIVED ${source.id}\n`);
    } else result.set(source.id, rule);
    save();
  }
}

/** Writes what is known so far, so that an interrupted run is continued by the next. */
function save(): number {
  const entries = allFaults.flatMap(({ id }) => {
    const rule = result.get(id);
    return rule === undefined ? [] : [[id, rule]];
  });
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
  return entries.length;
}

await Promise.all(Array.from({ length: AT_ONCE }, work));
process.stdout.write(`${save()} of ${allFaults.length} generated deviations are noticed\n`);
