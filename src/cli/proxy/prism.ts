import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiDocument, documentJsonPath, isForeignDocument } from '../../contract/document.js';
import { HttpServer } from '../../http/server.js';

/** Prism is not installed; the message has the command that installs it. */
export class PrismMissingError extends Error {
  readonly code = 'prism_missing';
}

/** Prism ended before it listened. */
export class PrismFailedError extends Error {
  readonly code = 'prism_failed';
}

/** Prism's validation proxy in a process of its own. */
export interface Prism {
  port: number;
  close(): Promise<void>;
}

const PRISM = '@stoplight/prism-cli/dist/index.js';
const HOST = '127.0.0.1';
/** The channel to the parent closes however the parent ends, by SIGKILL too. */
const END_WITH_PARENT = 'data:text/javascript,process.on("disconnect", () => process.kill(process.pid))';

/**
 * Starts Prism with the contract's document. Prism passes every call on and lists its findings in the header
 * `sl-violations`. Throws PrismMissingError, PrismFailedError.
 */
export async function startPrism(upstream: string): Promise<Prism> {
  const port = await freePort();
  const document = documentFile();
  const args = ['proxy', document.path, upstream, '-p', String(port), '-h', HOST];
  const child = spawn(process.execPath, ['--import', END_WITH_PARENT, findPrism(), ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const killChild = () => child.kill('SIGKILL');
  process.once('exit', killChild);
  child.once('exit', () => {
    process.removeListener('exit', killChild);
    document.remove();
  });
  await listening(child);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        killChild();
      }),
  };
}

/** The document in force as a file; one that is not the kit's own is written to a temporary one. */
function documentFile(): { path: string; remove: () => void } {
  if (!isForeignDocument()) return { path: documentJsonPath, remove: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'chck-proxy-'));
  const path = join(folder, 'openapi.json');
  writeFileSync(path, JSON.stringify(apiDocument()));
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The installed Prism: beside the kit, or in the project that the command runs in. */
function findPrism(): string {
  for (const place of [import.meta.url, join(process.cwd(), 'package.json')]) {
    try {
      return createRequire(place).resolve(PRISM);
    } catch {
      // Not installed there: try the next place.
    }
  }
  throw new PrismMissingError(
    'The proxy needs Prism, which is not installed. Install it with: npm install --save-dev @stoplight/prism-cli@5',
  );
}

async function listening(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      if (output.includes('Prism is listening')) return;
      output += chunk.toString();
      if (output.includes('Prism is listening')) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new PrismFailedError(`Prism ended with ${code} before it listened: ${output.trim()}`));
    });
  });
}

async function freePort(): Promise<number> {
  const server = await HttpServer.listen(() => undefined, 0, HOST);
  await server.close(0);
  return server.port;
}
