import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { documentYamlPath } from '../../src/contract/document.js';

const prism = createRequire(import.meta.url).resolve('@stoplight/prism-cli/dist/index.js');

/** One thing that Prism finds wrong with what passes through it. */
export interface Finding {
  location: string[];
  severity: string;
  code: string;
  message: string;
}

/** Prism's validation proxy in front of a server, as a process of its own. */
export interface PrismProxy {
  url: string;
  close(): Promise<void>;
}

/**
 * Starts Prism's validation proxy. With `errors` its own error replaces any response that breaks the document; without,
 * it lets everything pass and lists its findings in the header `sl-violations`.
 */
export async function startPrismProxy(
  upstream: string,
  { errors }: { errors: boolean },
): Promise<PrismProxy> {
  const port = await freePort();
  const args = [
    'proxy',
    documentYamlPath,
    upstream,
    '-p',
    String(port),
    '-h',
    '127.0.0.1',
    ...(errors ? ['--errors'] : []),
  ];
  const child = spawn(process.execPath, [prism, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  await listening(child);
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

/** What Prism found in a response. */
export function findingsOf(headers: Headers): Finding[] {
  return JSON.parse(headers.get('sl-violations') ?? '[]');
}

async function listening(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Prism is listening')) resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => reject(new Error(`Prism ended with ${code} before it listened: ${said}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (typeof address !== 'object' || address === null) throw new Error('The system gave no port');
  return address.port;
}
