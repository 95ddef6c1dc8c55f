import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../src/package-root.js';

const src = join(packageRoot, 'src');

/** The floors of docs/architecture.md, from the ground up; a room may import its own files and rooms of lower floors. */
const floors: readonly (readonly string[])[] = [
  ['package-root', 'duration', 'errors'],
  ['openapi'],
  ['contract'],
  ['clock', 'tokens', 'store'],
  ['world'],
  ['images', 'webhooks'],
  ['faults'],
  ['services'],
  ['http'],
  ['surface'],
  ['diagnosis'],
  ['partner-api', 'portal', 'control'],
  ['checks'],
  ['mock'],
  ['suite', 'testing'],
  ['certify'],
  ['cli'],
  ['index'],
];

/** What one file may import besides files, and where it may: by the start of the path under `src/`. */
const reserved: Readonly<Record<string, readonly string[]>> = {
  libsql: ['store/'],
  express: ['partner-api/', 'portal/', 'control/', 'mock.ts'],
  commander: ['cli/', 'cli/config/describe-commands.ts'],
  vitest: ['suite/', 'testing/vitest.ts'],
  '@faker-js/faker': ['world/'],
  preact: ['portal/'],
  'preact-render-to-string': ['portal/'],
  '@resvg/resvg-wasm': ['images/'],
};

interface SourceFile {
  /** Path under `src/`. */
  path: string;
  text: string;
  /** What it imports: paths under `src/` for files, names for packages. */
  imports: string[];
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map(readSource);

function readSource(path: string): SourceFile {
  const text = readFileSync(join(src, path), 'utf8');
  const imports: string[] = [];
  for (const [, target = ''] of text.matchAll(
    /(?:^|\n)(?:import|export)\b[^;'"]*?(?:from )?['"]([^'"]+)['"]/g,
  ))
    imports.push(target);
  for (const [, target = ''] of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)) imports.push(target);
  return {
    path,
    text,
    imports: imports.map((target) =>
      target.startsWith('.')
        ? relative(src, resolve(src, dirname(path), target)).replace(/\.js$/, '')
        : packageOf(target),
    ),
  };
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function roomOf(path: string): string {
  return (path.split('/')[0] ?? '').replace(/\.tsx?$/, '');
}

function floorOf(room: string): number {
  return floors.findIndex((rooms) => rooms.includes(room));
}

describe('the house', () => {
  it('has a floor for every room, and a room for every floor’s names', () => {
    const rooms = [...new Set(files.map(({ path }) => roomOf(path)))];
    expect(rooms.filter((room) => floorOf(room) < 0)).toEqual([]);
    expect(files.length).toBeGreaterThan(100);
  });

  it('has imports that run downward, and none between rooms of one floor', () => {
    const upward = files.flatMap(({ path, imports }) =>
      imports
        .filter((target) => files.some((file) => file.path.replace(/\.tsx?$/, '') === target))
        .filter(
          (target) => roomOf(target) !== roomOf(path) && floorOf(roomOf(target)) >= floorOf(roomOf(path)),
        )
        .map((target) => `${path} imports ${target}`),
    );
    expect(upward).toEqual([]);
  });

  it.each(Object.entries(reserved))('uses %s only in %s', (name, places) => {
    const elsewhere = files.filter(
      ({ path, imports }) => imports.includes(name) && !places.some((place) => path.startsWith(place)),
    );
    expect(elsewhere.map(({ path }) => path)).toEqual([]);
  });

  it('has SQL only in the store', () => {
    const sql = /\b(?:SELECT [\w*(].* FROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE (?:TABLE|INDEX))\b/;
    const elsewhere = files.filter(({ path, text }) => sql.test(text) && !path.startsWith('store/'));
    expect(elsewhere.map(({ path }) => path)).toEqual([]);
    expect(files.some(({ path, text }) => path === 'store/cards.ts' && sql.test(text))).toBe(true);
  });

  it('asks the clock for the time, not the machine', () => {
    const elsewhere = files.filter(({ text }) => /\bnew Date\(\)|\bDate\.now\(\)/.test(text));
    expect(
      elsewhere.map(({ path }) => path).filter((path) => !clockless.some((place) => path.startsWith(place))),
    ).toEqual([]);
  });

  it('exits only in the command line’s own runner', () => {
    const elsewhere = files.filter(({ text }) => /\bprocess\.exit\(/.test(text));
    expect(elsewhere.map(({ path }) => path).filter((path) => !path.startsWith('cli/'))).toEqual([]);
  });

  it('is drawn as it stands in docs/architecture.md', () => {
    const picture = readFileSync(join(packageRoot, 'docs', 'architecture.md'), 'utf8');
    const missing = [...new Set(files.map(({ path }) => roomOf(path)))].filter(
      (room) => !picture.includes(room),
    );
    expect(missing).toEqual([]);
  });
});

/**
 * The clock itself, its desk (which tells how far it is ahead), what partners check signatures with unless they give a
 * clock of their own, and what measures or runs outside the mock.
 */
const clockless = ['clock.ts', 'webhooks/signature.ts', 'services/clock.ts', 'suite/', 'certify/', 'cli/'];
