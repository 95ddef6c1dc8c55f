import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pc from 'picocolors';
import { onTestFinished } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import type { Terminal } from '../../src/cli/terminal.js';
import { packageRoot } from '../../src/package-root.js';

const main = join(packageRoot, 'dist', 'src', 'cli', 'main.js');

/** What a command that has ended said, and its exit status. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
}

/** A `chck serve --json` that answers. */
export interface Served {
  url: string;
  token: string;
  port: number;
  child: ChildProcessWithoutNullStreams;
  ended: Promise<Ended>;
  /** Everything on stderr until now. */
  err(): string;
}

/** An empty folder, to start commands in. */
export function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), 'chck-'));
}

/** Runs the built `chck` to its end. */
export function chck(args: readonly string[], options: ChckOptions = {}): Promise<Ended> {
  return start(args, options).ended;
}

/** Runs `chck` within this process: for commands that end at once, since starting a process takes long. */
export async function chckInProcess(args: readonly string[]): Promise<Pick<Ended, 'code' | 'out' | 'err'>> {
  const said = { out: '', err: '' };
  const terminal: Terminal = {
    out: (text) => {
      said.out += `${text}\n`;
    },
    err: (text) => {
      said.err += `${text}\n`;
    },
    ...{ interactive: false, errInteractive: false, color: pc.createColors(false), env: {} },
    // A server that should have been refused ends with the test's patience, and with another status.
    interrupted: AbortSignal.timeout(20_000),
  };
  return { code: await runProgram(args, terminal), ...said };
}

interface ChckOptions {
  env?: Record<string, string>;
  cwd?: string;
}

/** Starts the built `chck serve --json` on a free port and waits for its first line; it is killed with the test. */
export async function serve(args: readonly string[] = [], options: ChckOptions = {}): Promise<Served> {
  const ported =
    args.includes('--port') || options.env?.PORT !== undefined || options.env?.CHCK_PORT !== undefined;
  const { child, ended, said } = start(
    ['serve', '--json', ...(ported ? [] : ['--port', '0']), ...args],
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

/** Starts the built `chck`; it is killed with the test. */
export function start(args: readonly string[], { env = {}, cwd = emptyFolder() }: ChckOptions = {}) {
  if (!existsSync(main))
    throw new Error('The tests of the command line need a build: run npm run build first');
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(CHCK_|PORT$|HOST$|PRESIGNED_|VITEST|NODE_ENV|CI$|FORCE_COLOR)/.test(name),
    ),
  );
  const child = spawn(process.execPath, [main, ...args], {
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
