import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { UsageError } from './errors.js';
import type { Terminal } from './terminal.js';

/** A started program. `stop()` ends it together with its child processes. */
export interface StartedHandler {
  stop(): void;
}

const TRY_AGAIN_MS = 100;

/**
 * Starts a handler with a shell command, copies its output to stderr, and waits until its address accepts connections.
 * Throws UsageError when it ends before that, or after `timeoutMs`.
 */
export async function startHandler(
  terminal: Terminal,
  command: string,
  handlerUrl: string,
  env: Record<string, string>,
  timeoutMs: number,
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
  while (!(await takesConnections(handlerUrl))) {
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
  const { hostname, port, protocol } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
    });
    const settle = (listens: boolean) => {
      socket.destroy();
      resolve(listens);
    };
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  });
}
