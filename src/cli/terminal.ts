import pc from 'picocolors';

/** What a command reads from and writes to: the process's own streams, or a test's. */
export interface Terminal {
  /** Writes a result to stdout. */
  out(text: string): void;
  /** Writes progress, logs and errors to stderr. */
  err(text: string): void;
  /** Whether stdout is a terminal. */
  readonly interactive: boolean;
  /** Whether stderr is a terminal, so that a line may be rewritten. */
  readonly errInteractive: boolean;
  readonly color: ReturnType<typeof pc.createColors>;
  readonly env: NodeJS.ProcessEnv;
  /** Aborted when a person or the system asks the command to end. */
  readonly interrupted: AbortSignal;
}

/** Colours are for terminals, and for everybody with `FORCE_COLOR`; `NO_COLOR` and a dumb terminal have none. */
export function hasColors({ FORCE_COLOR, NO_COLOR, TERM }: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return isTerminal && TERM !== 'dumb';
}

/** The terminal of this process. */
export function processTerminal(interrupted: AbortSignal): Terminal {
  return {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
    interactive: process.stdout.isTTY === true,
    errInteractive: process.stderr.isTTY === true && !process.env.CI,
    color: pc.createColors(hasColors(process.env, process.stdout.isTTY === true)),
    env: process.env,
    interrupted,
  };
}

/** Prints a result: as JSON with `--json`, otherwise as text for people. */
export function print<Result>(
  terminal: Terminal,
  { json }: { json?: boolean },
  result: Result,
  text: (result: Result) => string,
): void {
  terminal.out(json ? JSON.stringify(result) : text(result));
}

/** Resolves when the command is interrupted. */
export function interruption({ interrupted }: Terminal): Promise<void> {
  return new Promise((resolve) => {
    if (interrupted.aborted) resolve();
    else interrupted.addEventListener('abort', () => resolve(), { once: true });
  });
}
