import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '../src/package-root.js';

const chck = join(packageRoot, 'dist', 'chck.js');

/** A mock in its own process. */
export class MockProcess {
  readonly url: string;
  readonly token: string;
  readonly #child: ChildProcess;

  private constructor({ url, token }: { url: string; token: string }, child: ChildProcess) {
    this.url = url;
    this.token = token;
    this.#child = child;
  }

  /** Starts the built `chck serve` on a free port. `nodeArgs` are for Node itself. */
  static async start(args: readonly string[], nodeArgs: readonly string[] = []): Promise<MockProcess> {
    const child = spawn(process.execPath, [...nodeArgs, chck, 'serve', '--json', '--port', '0', ...args], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    const { stdout } = child;
    if (stdout === null) throw new Error('chck serve has no output');
    const line = await Promise.race([
      once(createInterface(stdout), 'line'),
      once(child, 'exit').then(([code]) => {
        throw new Error(`chck serve ended with ${code}. Run npm run build first.`);
      }),
    ]);
    return new MockProcess(JSON.parse(String(line[0])), child);
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Sends a message to what `--import` added to the process, and resolves with its reply. */
  async ask(message: string): Promise<unknown> {
    const replied = once(this.#child, 'message', { signal: AbortSignal.timeout(30_000) });
    this.#child.send(message);
    return (await replied)[0];
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill(signal);
    await ended;
  }

  async post(path: string, body: object): Promise<unknown> {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} returned ${response.status}: ${await response.text()}`);
    return response.json();
  }

  async get(path: string): Promise<unknown> {
    return (await fetch(`${this.url}${path}`)).json();
  }
}
