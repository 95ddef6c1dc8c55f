import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, newFolder, root, type Server, startServer } from './servers.js';

/** Peers that are no dependencies of the project: installed from the registry when the bench first needs them. */
const versions = { '@mockoon/cli': '9.9.0', emulate: '0.11.2' };
const folder = join(root, '.cache', 'peers');

/** Mockoon's CLI on our document. */
export async function startMockoon(): Promise<Server> {
  const port = await freePort();
  const document = join(root, 'openapi', 'partner-api.v1.yaml');
  const main = installed('@mockoon/cli', 'bin/run.js');
  const flags = ['start', '-d', document, '-p', String(port), '-l', '127.0.0.1', '-r', '-X'];
  return startServer({ args: [main, ...flags], port, path: '/health' });
}

/** More tokens than emulate's limit of 5,000 requests for each needs. */
const tokens = Array.from({ length: 60 }, (_, index) => `bench_${index}`);

/** Vercel's emulate, which has no Partner API: a user of its GitHub stands for a page of its kind. */
export async function startEmulate(): Promise<Server> {
  const port = await freePort();
  const main = installed('emulate', 'dist/index.js');
  const seed = join(newFolder(), 'seed.json');
  const users = Object.fromEntries(tokens.map((token) => [token, { login: 'admin', scopes: ['user'] }]));
  writeFileSync(seed, JSON.stringify({ tokens: users, github: { users: [{ login: 'admin' }] } }));
  const flags = ['start', '-p', String(port), '-s', 'github', '--seed', seed];
  return startServer({ args: [main, ...flags], port, path: '/user', tokens });
}

/** The path of a file of a peer. Throws when the registry does not have the peer. */
function installed(name: keyof typeof versions, file: string): string {
  const path = join(folder, 'node_modules', name, file);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const packages = Object.entries(versions).map(([peer, version]) => `${peer}@${version}`);
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--silent'];
  execFileSync('npm', ['install', ...flags, ...packages], { cwd: folder, stdio: 'ignore', timeout: 120_000 });
  return path;
}
