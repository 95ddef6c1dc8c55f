import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { documentJsonPath } from '../../contract/document.js';

/** Prism is not installed; the message has the one command that adds it. */
export class PrismMissingError extends Error {
  readonly code = 'prism_missing';
}

/** Prism was started and ended before it listened. */
export class PrismFailedError extends Error {
  readonly code = 'prism_failed';
}

/** Prism's validation proxy as a process of its own, in front of an implementation. */
export interface Prism {
  port: number;
  close(): Promise<void>;
}

const PRISM = '@stoplight/prism-cli/dist/index.js';

/**
 * Starts Prism with the contract's document; it lets everything pass and lists what it finds in the header
 * `sl-violations`. Throws PrismMissingError, PrismFailedError.
 */
export async function startPrism(upstream: string): Promise<Prism> {
  const port = await freePort();
  const args = ['proxy', documentJsonPath, upstream, '-p', String(port), '-h', '127.0.0.1'];
  const child = spawn(process.execPath, [findPrism(), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  await listening(child);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

/** Where Prism is: beside the kit, or in the project that the command runs in. */
function findPrism(): string {
  for (const place of [import.meta.url, join(process.cwd(), 'package.json')]) {
    try {
      return createRequire(place).resolve(PRISM);
    } catch {
      // Not there: the next place, or none.
    }
  }
  throw new PrismMissingError(
    'The proxy needs Prism, which is not installed. Add it with: npm install --save-dev @stoplight/prism-cli@5',
  );
}

async function listening(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer) => {
      if (said.includes('Prism is listening')) return;
      said += chunk.toString();
      if (said.includes('Prism is listening')) resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new PrismFailedError(`Prism ended with ${code} before it listened: ${said.trim()}`));
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (typeof address !== 'object' || address === null) throw new PrismFailedError('The system gave no port.');
  return address.port;
}
