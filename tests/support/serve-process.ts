import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { packageRoot } from '../../src/package-root.js';

/** The built command line. */
export const chckPath = join(packageRoot, 'dist', 'src', 'cli', 'main.js');

/** `chck serve --json` in a process of its own. */
export interface ServeProcess {
  url: string;
  token: string;
  child: ChildProcess;
  /** Resolves with the exit code, null after a signal that nothing can handle. */
  exited: Promise<number | null>;
}

/** Starts the built `chck serve` on a free port and waits until it answers; it is killed when the test ends. */
export async function startServeProcess(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<ServeProcess> {
  if (!existsSync(chckPath)) throw new Error(`${chckPath} is missing: run \`npm run build\` first`);
  const child = spawn(process.execPath, [chckPath, 'serve', '--json', '--port', '0', ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let talk = '';
  child.stderr.on('data', (chunk: Buffer) => {
    talk += chunk.toString();
  });
  const first = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`chck serve ended with ${code}:\n${talk}`)));
  });
  const { url, token } = JSON.parse(first);
  return { url, token, child, exited };
}
