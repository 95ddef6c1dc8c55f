import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.js';
import { emptyFolder } from './chck.js';

/** The fenced blocks of a page in one language, in their order. */
export function blocks(page: string, language: string): string[] {
  const text = readFileSync(join(packageRoot, page), 'utf8');
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)]
    .filter((match) => match[1] === language)
    .map((match) => match[2] ?? '');
}

/** What running a page's `sh` blocks gave: what each block printed, and the folder they ran in. */
export interface Ran {
  output: string[];
  folder: string;
}

const MARK = '==== next block ====';

/**
 * Runs all `sh` blocks of a page in one shell, in an empty folder, as a reader would paste them: `chck` is the built
 * one, and `http://localhost:4000` is the mock at `url`. Throws when a command fails.
 */
export async function runBlocks(page: string, url: string): Promise<Ran> {
  const folder = emptyFolder();
  const bin = join(folder, '.bin');
  mkdirSync(bin);
  const main = join(packageRoot, 'dist', 'src', 'cli', 'main.js');
  writeFileSync(join(bin, 'chck'), `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
  chmodSync(join(bin, 'chck'), 0o755);
  const script = blocks(page, 'sh').join(`\necho "${MARK}"\n`).replaceAll('http://localhost:4000', url);
  const output = await new Promise<string>((resolve, reject) => {
    const env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, CHCK_URL: url, NO_COLOR: '1' };
    execFile(
      'sh',
      ['-euc', script],
      { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(new Error(`${page}: ${error.message}\n${stdout.slice(-2000)}\n${stderr}`));
      },
    );
  });
  return { output: output.split(`${MARK}\n`), folder };
}
