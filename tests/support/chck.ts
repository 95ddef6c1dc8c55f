import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { packageRoot } from '../../src/package-root.js';

/** The built command line. */
export const chckPath = join(packageRoot, 'dist', 'chck.js');

/** The output of a process that has ended, and its exit status. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
}

/** A `chck serve --json` that responds. */
export interface Served {
  url: string;
  token: string;
  port: number;
  child: ChildProcessWithoutNullStreams;
  ended: Promise<Ended>;
  /** The content of stderr so far. */
  err(): string;
}

export interface ChckOptions {
  env?: Record<string, string>;
  cwd?: string;
}

/** A new empty folder. */
export function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), 'chck-'));
}

/** Runs the built `chck` to its end. */
export function chck(args: readonly string[], options: ChckOptions = {}): Promise<Ended> {
  return start(args, options).ended;
}

/** Starts the built `chck serve --json` on a free port and waits for its first line. It is killed at the end of the test. */
export async function serve(args: readonly string[] = [], options: ChckOptions = {}): Promise<Served> {
  const hasPort =
    args.includes('--port') || options.env?.PORT !== undefined || options.env?.CHCK_PORT !== undefined;
  const { child, ended, said } = start(
    ['serve', '--json', ...(hasPort ? [] : ['--port', '0']), ...args],
    options,
  );
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const [first, rest] = said.out.split('\n');
      if (first !== undefined && rest !== undefined) resolve(first);
    });
    void ended.then(({ code, err }) => reject(new Error(`chck serve ended with ${code}: ${err}`)));
  });
  const { url, token, port } = JSON.parse(line);
  return { url, token, port, child, ended, err: () => said.err };
}

/** Starts the built `chck`. It is killed at the end of the test. */
export function start(args: readonly string[], { env = {}, cwd = emptyFolder() }: ChckOptions = {}) {
  if (!existsSync(chckPath)) throw new Error('This test needs a build: run npm run build first');
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(CHCK_|PORT$|PRESIGNED_|VITEST|NODE_ENV|CI$|FORCE_COLOR)/.test(name),
    ),
  );
  const child = spawn(process.execPath, [chckPath, ...args], {
    cwd,
    env: { ...inherited, NO_COLOR: '1', ...env },
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    said.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said.err += chunk.toString();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, ...said }));
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return { child, ended, said };
}
