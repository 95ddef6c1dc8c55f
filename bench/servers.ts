import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The kit's folder; this file runs from `.cache/bench/bench`. */
const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A server in a process of its own. */
export interface Server {
  url: string;
  token: string | undefined;
  /** From the start of the process to its first 200, in ms. */
  startedInMs: number;
  /** What of its memory is resident now, in MiB. */
  residentMiB(): number;
  /** Time of a processor that it has used until now, in ms. */
  processorMs(): number;
  close(): Promise<void>;
}

/** The built mock, its data in a new file, without a rate limit. */
export async function startMock(args: readonly string[] = []): Promise<Server> {
  const main = join(root, 'dist', 'chck.js');
  const port = await freePort();
  const cwd = mkdtempSync(join(tmpdir(), 'chck-bench-'));
  const flags = ['serve', '--json', '--port', String(port), '--rate-limit', 'off', '--log-level', 'silent'];
  return startServer([main, ...flags, ...args], port, '/health', cwd);
}

/** Prism's mock server on the kit's document, its log silent. */
export async function startPrism(): Promise<Server> {
  const main = createRequire(join(root, 'package.json')).resolve('@stoplight/prism-cli/dist/index.js');
  const document = join(root, 'openapi', 'partner-api.v1.yaml');
  const port = await freePort();
  const flags = ['mock', document, '-p', String(port), '-h', '127.0.0.1', '--verboseLevel', 'silent'];
  return startServer([main, ...flags], port, '/health', root);
}

/** An Express app with one route, which returns these bytes. */
export async function startBareExpress(body: string): Promise<Server> {
  const port = await freePort();
  const main = fileURLToPath(new URL('./bare-express.js', import.meta.url));
  return startServer([main, String(port), body], port, '/', root);
}

async function startServer(
  args: readonly string[],
  port: number,
  path: string,
  cwd: string,
): Promise<Server> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    if (said.length < 10_000) said += chunk.toString();
  });
  const url = `http://127.0.0.1:${port}`;
  await firstAnswer(url + path, child);
  const startedInMs = performance.now() - startedMs;
  while (args.includes('--json') && !said.includes('\n')) await delay(5);
  return {
    url,
    token: args.includes('--json') ? JSON.parse(said).token : undefined,
    startedInMs,
    residentMiB: () => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)]).toString()) / 1024,
    processorMs: () => processorMs(child.pid),
    close: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

async function firstAnswer(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`The server ended with ${child.exitCode} before it responded`);
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await delay(5);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** From Linux's own account of a process, in hundredths of a second; NaN elsewhere. */
function processorMs(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}
