import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { printedDocument } from '../../contract/printed-document.js';
import { UsageError } from '../errors.js';

const GENERATOR = 'openapi-typescript/package.json';

/**
 * TypeScript types of the document in force, made by openapi-typescript. It is run from the project rather than bundled,
 * because it needs the TypeScript compiler. Throws UsageError when it is not installed.
 */
export async function typesOfDocument(): Promise<string> {
  const generator = findGenerator();
  const folder = mkdtempSync(join(tmpdir(), 'chck-types-'));
  const input = join(folder, 'openapi.json');
  const output = join(folder, 'types.d.ts');
  try {
    writeFileSync(input, printedDocument({ format: 'json', stripProvenance: true }));
    await promisify(execFile)(process.execPath, [generator, input, '--output', output], { timeout: 120_000 });
    return readFileSync(output, 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The installed generator: in the project that the command runs in, or beside the kit. */
function findGenerator(): string {
  for (const place of [join(process.cwd(), 'package.json'), import.meta.url]) {
    try {
      return join(createRequire(place).resolve(GENERATOR), '..', 'bin', 'cli.js');
    } catch {
      // Not installed there: try the next place.
    }
  }
  throw new UsageError(
    'The types are made by openapi-typescript, which is not installed. Install it with: npm install --save-dev openapi-typescript@7 typescript@5',
  );
}
