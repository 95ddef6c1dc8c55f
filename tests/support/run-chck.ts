import pc from 'picocolors';
import { onTestFinished } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import type { Terminal } from '../../src/cli/terminal.js';

/** What a command line did. */
export interface Ran {
  status: number;
  out: string;
  err: string;
  /** The output as JSON; throws when it is not. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into JSON of every shape
  json(): any;
}

/** A command that runs until it ends or is interrupted. */
export interface Running {
  ended: Promise<Ran>;
  /** What it has written so far. */
  readonly out: string;
  readonly err: string;
  /** Resolves as soon as what it has written to both streams matches; rejects when it ends before. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  interrupt(): void;
}

/** Starts `chck` in this process, with a terminal of its own; it is interrupted when the test ends. */
export function startChck(args: readonly string[], { interactive = false } = {}): Running {
  const interrupt = new AbortController();
  const watchers = new Set<() => void>();
  const written = { out: '', err: '' };
  const write = (stream: 'out' | 'err') => (text: string) => {
    written[stream] += `${text}\n`;
    for (const watcher of watchers) watcher();
  };
  const terminal: Terminal = {
    out: write('out'),
    err: write('err'),
    interactive,
    errInteractive: interactive,
    color: pc.createColors(false),
    env: {},
    interrupted: interrupt.signal,
  };
  const ended = runProgram(args, terminal).then(
    (status): Ran => ({ status, ...written, json: () => JSON.parse(written.out) }),
  );
  onTestFinished(async () => {
    interrupt.abort();
    await ended;
  });
  return {
    ended,
    get out() {
      return written.out;
    },
    get err() {
      return written.err;
    },
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(written.out) ?? pattern.exec(written.err);
          if (found === null) return;
          watchers.delete(look);
          resolve(found);
        };
        watchers.add(look);
        look();
        ended.then(
          ({ out, err }) => reject(new Error(`It ended without ${pattern}:\n${out}\n${err}`)),
          reject,
        );
      }),
    interrupt: () => interrupt.abort(),
  };
}

/** Runs `chck` to its end. */
export function runChck(...args: string[]): Promise<Ran> {
  return startChck(args).ended;
}
