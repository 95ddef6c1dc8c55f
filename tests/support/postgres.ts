import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A PostgreSQL server in a temporary folder. */
export interface PostgresServer {
  /** Of the superuser, with its password. */
  url: string;
  /** Ends all connections. */
  shutDown(): void;
  start(): void;
  stop(): void;
}

const DEBIAN_FOLDER = '/usr/lib/postgresql';
const USER = 'postgres';
const PASSWORD = 'only-for-tests';

/** The folder of initdb and pg_ctl, or undefined when PostgreSQL is not installed. */
function binaries(): string | undefined {
  if (!existsSync(DEBIAN_FOLDER)) return undefined;
  const versions = readdirSync(DEBIAN_FOLDER).sort((a, b) => Number(b) - Number(a));
  return versions
    .map((version) => join(DEBIAN_FOLDER, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')));
}

const bin = binaries();

export const hasPostgres = bin !== undefined;

/** Ends the title of a test that needs PostgreSQL. */
export const postgresNote = hasPostgres ? '' : ' (skipped: PostgreSQL is not installed)';

/** PostgreSQL refuses to run as root. */
function run(command: string, args: readonly string[]): void {
  const isRoot = process.getuid?.() === 0;
  const path = join(bin ?? '', command);
  const [file, ...rest] = isRoot ? ['runuser', '-u', USER, '--', path, ...args] : [path, ...args];
  execFileSync(file ?? path, rest, { stdio: 'ignore', cwd: tmpdir() });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Starts a server on a free port. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'chck-postgres-'));
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, PASSWORD);
  if (process.getuid?.() === 0) {
    const id = Number(execFileSync('id', ['-u', USER], { encoding: 'utf8' }));
    for (const path of [folder, passwordFile]) chownSync(path, id, id);
  }
  chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  run('initdb', [
    '-D',
    data,
    '-U',
    USER,
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--no-sync',
    '-E',
    'UTF8',
  ]);
  const port = await freePort();
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200`;
  const start = () => run('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'log'), '-o', options, 'start']);
  start();
  return {
    url: `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/postgres`,
    shutDown: () => run('pg_ctl', ['-D', data, '-w', '-m', 'fast', 'stop']),
    start,
    stop() {
      run('pg_ctl', ['-D', data, '-w', '-m', 'immediate', 'stop']);
      rmSync(folder, { recursive: true });
    },
  };
}
