import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Usage } from './probe.js';

/** The project's folder; this file runs from `.cache/bench/bench`. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));
const probe = pathToFileURL(fileURLToPath(new URL('./probe.js', import.meta.url))).href;
/** Making a world of 1,000,000 cards takes half a minute. */
const WAIT_MS = 240_000;

/** A server in a process of its own. */
export interface Server {
  url: string;
  /** Tokens to send in turn. */
  tokens: readonly string[];
  /** From the start of the process to its first 200, in ms. */
  startedInMs: number;
  /** What the process used since the previous call. `watch`: also look for stalls of the event loop from now on. */
  usage(watch?: boolean): Promise<Usage>;
  close(): Promise<void>;
}

export interface Program {
  /** The arguments of Node.js. */
  args: readonly string[];
  port: number;
  /** A path that returns 200 when the server is ready. */
  path: string;
  cwd?: string;
  tokens?: readonly string[];
  /** False for a process that is only started, without the probe. Default: true. */
  probed?: boolean;
}

/** Flags of a mock that is measured: no rate limit and no log. */
export const mockFlags = ['--json', '--rate-limit', 'off', '--log-level', 'silent'];

/** The built mock with new data in a file, or with those of `folder`. */
export async function startMock(
  args: readonly string[] = [],
  folder = newFolder(),
  probed = true,
): Promise<Server> {
  const port = await freePort();
  const main = join(root, 'dist', 'chck.js');
  const flags = ['serve', '--port', String(port), ...mockFlags, ...args];
  return startServer({ args: [main, ...flags], port, path: '/health', cwd: folder, probed });
}

/** Prism's mock server on our document, its log silent or as it is installed. */
export async function startPrism(log: 'silent' | 'default', probed = true): Promise<Server> {
  const port = await freePort();
  const main = createRequire(join(root, 'package.json')).resolve('@stoplight/prism-cli/dist/index.js');
  const document = join(root, 'openapi', 'partner-api.v1.yaml');
  const flags = ['mock', document, '-p', String(port), '-h', '127.0.0.1'];
  if (log === 'silent') flags.push('--verboseLevel', 'silent');
  return startServer({ args: [main, ...flags], port, path: '/health', tokens: ['any'], probed });
}

/** A server of this folder that returns a body: `bare-express` or `bare-node`. */
export async function startBare(name: string, body: string): Promise<Server> {
  const port = await freePort();
  const main = fileURLToPath(new URL(`./${name}.js`, import.meta.url));
  return startServer({ args: [main, String(port), body], port, path: '/' });
}

/** Starts a program, and waits until it responds. Throws when it ends before. */
export async function startServer(program: Program): Promise<Server> {
  const { args, port, path, cwd = root, tokens = [], probed = true } = program;
  const startedMs = performance.now();
  const child = spawn(process.execPath, [...(probed ? ['--import', probe] : []), ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'ignore', ...(probed ? (['ipc'] as const) : [])],
  });
  let printed = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    if (printed.length < 10_000) printed += chunk.toString();
  });
  const url = `http://127.0.0.1:${port}`;
  await firstResponse(url + path, child, tokens[0]);
  const startedInMs = performance.now() - startedMs;
  while (args.includes('--json') && !printed.includes('\n')) await delay(5);
  return {
    url,
    tokens: args.includes('--json') ? [JSON.parse(printed).token] : tokens,
    startedInMs,
    usage: (watch = false) => usageOf(child, watch),
    async close() {
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    },
  };
}

async function usageOf(child: ChildProcess, watch: boolean): Promise<Usage> {
  child.send({ watch });
  for (;;) {
    const [message] = await once(child, 'message');
    // A peer may send messages of its own.
    if (typeof message === 'object' && 'processorMicros' in message) return message;
  }
}

async function firstResponse(url: string, child: ChildProcess, token: string | undefined): Promise<void> {
  const headers: HeadersInit = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const endMs = performance.now() + WAIT_MS;
  while (performance.now() < endMs) {
    if (child.exitCode !== null) throw new Error(`${url}: the server ended with ${child.exitCode}`);
    const ok = await fetch(url, { headers }).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await delay(5);
  }
  child.kill('SIGKILL');
  throw new Error(`${url} did not respond with 200 within ${WAIT_MS / 1000} s`);
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'chck-bench-'));
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
