import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.js';

/** One wrong line in the example backend. */
export interface PlantedBug {
  name: string;
  file: string;
  right: string;
  wrong: string;
}

export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'retries-at-once-on-429',
    file: 'chck.js',
    right: 'await sleep(waitMs(response, attempt));',
    wrong: '',
  },
  {
    name: 'skips-a-page-boundary',
    file: 'chck.js',
    right: 'cursor = page.next_cursor;',
    wrong: 'cursor = page.next_cursor && new Date(Date.parse(page.next_cursor) - 1).toISOString();',
  },
  {
    name: 'processes-a-duplicate-twice',
    file: 'backend.js',
    right: "if (outcome !== 'success' || claimed.has(id))",
    wrong: "if (outcome !== 'success')",
  },
  {
    name: 'stores-presigned-urls',
    file: 'backend.js',
    right: 'const { images } = await chck.card(id);',
    wrong: 'const { images } = (claimed[id] ??= await chck.card(id));',
  },
];

/** A copy of the example backend with one bug, or none; gives its folder. It stays where packages are found. */
export function plantBug(bug: PlantedBug | undefined): string {
  const folder = join(packageRoot, '.cache', 'planted-bugs', bug?.name ?? 'none');
  cpSync(join(packageRoot, 'examples', 'express-backend'), folder, { recursive: true });
  if (bug === undefined) return folder;
  const file = join(folder, bug.file);
  const parts = readFileSync(file, 'utf8').split(bug.right);
  if (parts.length !== 2)
    throw new Error(`${bug.file} has the line of ${bug.name} ${parts.length - 1} times`);
  writeFileSync(file, parts.join(bug.wrong));
  return folder;
}
