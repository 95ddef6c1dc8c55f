import { spawn } from 'node:child_process';
import { connect, isIP, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { UsageError } from './errors.js';
import type { Terminal } from './terminal.js';

/** A started program. `stop()` ends it together with its child processes. */
export interface StartedHandler {
  stop(): void;
}

const TRY_AGAIN_MS = 100;
const CONNECTION_TIMEOUT_MS = 5000;

/**
 * Starts a handler with a shell command, copies its output to stderr, and waits until `isUp` says so.
 * Throws UsageError when it ends before that, or after `timeoutMs`.
 */
export async function startHandler(
  terminal: Terminal,
  command: string,
  handlerUrl: string,
  env: Record<string, string>,
  { timeoutMs, isUp }: { timeoutMs: number; isUp: () => Promise<boolean> },
): Promise<StartedHandler> {
  const grouped = process.platform !== 'win32';
  const child = spawn(command, {
    shell: true,
    detached: grouped,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let ended: string | undefined;
  child.on('error', (error) => {
    ended = error.message;
  });
  child.on('exit', (code, signal) => {
    ended ??= signal === null ? `it ended with status ${code}` : `it was ended by ${signal}`;
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      terminal.err(terminal.color.dim(text.trimEnd().replace(/^/gm, '  handler: ')));
    });
  }
  const stop = () => {
    if (ended !== undefined || child.pid === undefined) return;
    if (grouped) process.kill(-child.pid, 'SIGTERM');
    else child.kill();
  };
  const endMs = performance.now() + timeoutMs;
  while (!(await isUp())) {
    const isOver = performance.now() > endMs || terminal.interrupted.aborted;
    if (ended === undefined && !isOver) {
      await delay(TRY_AGAIN_MS);
      continue;
    }
    stop();
    throw new UsageError(
      `The handler does not listen at ${handlerUrl}: ${ended ?? `nothing there accepted a connection within ${timeoutMs} ms`}. Check the command given with --start and the address.`,
    );
  }
  return { stop };
}

/** Whether something listens at the host and port of an address. */
export async function takesConnections(url: string): Promise<boolean> {
  return (await connectionError(connect(placeOf(url)), 'connect')) === undefined;
}

/** Throws UsageError when the address is https and a TLS connection fails, as every delivery would. */
export async function assertTrusted(url: string): Promise<void> {
  if (new URL(url).protocol !== 'https:') return;
  const place = placeOf(url);
  const servername = isIP(place.host) === 0 ? place.host : undefined;
  const error = await connectionError(connectTls({ ...place, servername }), 'secureConnect');
  if (error === undefined) return;
  throw new UsageError(
    `No TLS connection to ${url} can be made (${error.code ?? error.message}). When its certificate is your own, name the file of its certificate authority in NODE_EXTRA_CA_CERTS; when the handler speaks plain HTTP, use http://.`,
  );
}

function placeOf(url: string): { host: string; port: number } {
  const { hostname, port, protocol } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  return { host, port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port) };
}

/** Closes a connection as soon as it is made. Returns the error when it was not, within a few seconds. */
function connectionError(socket: Socket, made: string): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const settle = (error?: NodeJS.ErrnoException) => {
      socket.destroy();
      resolve(error);
    };
    socket.once(made, () => settle()).once('error', settle);
    socket.setTimeout(CONNECTION_TIMEOUT_MS, () => settle(new Error('no connection in time')));
  });
}
