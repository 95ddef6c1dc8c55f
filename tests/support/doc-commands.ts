import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.js';

/** The fenced blocks of a page in one language, in their order. */
export function blocks(page: string, language: string): string[] {
  const text = readFileSync(join(packageRoot, page), 'utf8');
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)]
    .filter((match) => match[1] === language)
    .map((match) => match[2] ?? '');
}

const MARK = '==== next block ====';

/**
 * Runs the `sh` blocks of a page as they are printed, in one fresh shell in the folder of the clone, and returns what
 * each block printed. Only the address differs: tests run at the same time, so the mock cannot have port 4000. Throws
 * when a command fails.
 */
export async function runBlocks(page: string, url: string): Promise<string[]> {
  const script = blocks(page, 'sh').join(`\necho "${MARK}"\n`).replaceAll('http://localhost:4000', url);
  const output = await new Promise<string>((resolve, reject) => {
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, CHCK_URL: url, NO_COLOR: '1' };
    execFile(
      'bash',
      ['--norc', '-euc', script],
      { cwd: packageRoot, env, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(new Error(`${page}: ${error.message}\n${stdout.slice(-2000)}\n${stderr}`));
      },
    );
  });
  return output.split(`${MARK}\n`);
}
