import pc from 'picocolors';
import { onTestFinished } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import type { Terminal } from '../../src/cli/terminal.js';

/** The result of a command line. */
export interface Ran {
  status: number;
  out: string;
  err: string;
  /** The output as JSON; throws when it is not JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read JSON of every shape
  json(): any;
}

/** A command that runs until it ends or is interrupted. */
export interface Running {
  ended: Promise<Ran>;
  /** What it has written so far. */
  readonly out: string;
  readonly err: string;
  /** Resolves as soon as the output of either stream matches; rejects when the command ends before. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  interrupt(): void;
}

export interface RunOptions {
  interactive?: boolean;
  env?: NodeJS.ProcessEnv;
  /** Default: aborted by `interrupt()` and at the end of the test. */
  interrupted?: AbortSignal;
}

/** A terminal without a person, a variable or colours. */
export function testTerminal(options: Partial<Terminal> = {}): Terminal {
  return {
    out: () => undefined,
    err: () => undefined,
    interactive: false,
    errInteractive: false,
    color: pc.createColors(false),
    env: {},
    interrupted: new AbortController().signal,
    ...options,
  };
}

/** Starts `chck` in this process, with its own terminal. It is interrupted at the end of the test. */
export function startChck(args: readonly string[], options: RunOptions = {}): Running {
  const { interactive = false, env = {} } = options;
  const interrupt = new AbortController();
  const interrupted =
    options.interrupted === undefined
      ? interrupt.signal
      : AbortSignal.any([interrupt.signal, options.interrupted]);
  const watchers = new Set<() => void>();
  const written = { out: '', err: '' };
  const write = (stream: 'out' | 'err') => (text: string) => {
    written[stream] += `${text}\n`;
    for (const watcher of watchers) watcher();
  };
  const terminal = testTerminal({
    out: write('out'),
    err: write('err'),
    interactive,
    errInteractive: interactive,
    env,
    interrupted,
  });
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
          ({ out, err }) => reject(new Error(`The command ended without ${pattern}:\n${out}\n${err}`)),
          reject,
        );
      }),
    interrupt: () => interrupt.abort(),
  };
}

/** Runs `chck` in this process to its end. */
export function runChck(...args: string[]): Promise<Ran> {
  return startChck(args).ended;
}
