import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../src/package-root.js';

const src = join(packageRoot, 'src');

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(src, path), 'utf8') }));

/** The files that a pattern occurs in, except those under some paths. */
function filesWith(pattern: RegExp, ...except: string[]): string[] {
  return files
    .filter(({ path, text }) => pattern.test(text) && !except.some((place) => path.startsWith(place)))
    .map(({ path }) => path);
}

it('has SQL only in the store', () => {
  const sql = /\b(?:SELECT [\w*(].* FROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE (?:TABLE|INDEX))\b/;
  expect(filesWith(sql, 'store/')).toEqual([]);
  expect(filesWith(sql)).toContain('store/cards.ts');
});

it('takes the current time from the clock', () => {
  const systemTime = /\bnew Date\(\)|\bDate\.now\b/;
  // The suite, certification and the command line run outside the mock, partners check signatures, and processes that
  // share a database take turns in real time.
  const outside = ['suite/', 'certify/', 'cli/', 'webhooks/signature.ts', 'store/postgres/instance-lock.ts'];
  expect(filesWith(systemTime, 'clock.ts', 'services/clock.ts', ...outside)).toEqual([]);
  expect(filesWith(systemTime)).toContain('clock.ts');
});

it('never calls process.exit: the command line sets an exit code', () => {
  expect(filesWith(/\bprocess\.exit\(/)).toEqual([]);
});
