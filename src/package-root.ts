import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findPackageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'openapi', 'partner-api.v1.json'))) {
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error('The files of @chck/partner-kit are incomplete: openapi/ is missing.');
    folder = parent;
  }
  return folder;
}

/** The folder of the package, with `openapi/` and `fixtures/`: the same from sources and from the bundle. */
export const packageRoot: string = findPackageRoot();

const runsFromSource = import.meta.url.endsWith('.ts');

/** The path of a source file that is loaded by its path: the file itself, or its compiled form in `dist/`. */
export function codePath(file: string): string {
  return runsFromSource ? join(packageRoot, file) : join(packageRoot, 'dist', file.replace(/\.ts$/, '.js'));
}
