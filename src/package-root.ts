import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findPackageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error('The files of @chck/partner-kit are incomplete: no package.json above them');
    folder = parent;
  }
  return folder;
}

/** The folder of the installed package: the parent of `openapi/` and `fixtures/`, from sources and from `dist/` alike. */
export const packageRoot: string = findPackageRoot();
