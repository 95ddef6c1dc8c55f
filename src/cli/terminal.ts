import pc from 'picocolors';

/** What a command writes to and reads from: the process's own, or a test's. */
export interface Terminal {
  /** Results; with `--json` nothing but JSON. */
  out(text: string): void;
  /** Talk: progress, logs, errors. */
  err(text: string): void;
  /** Whether a person reads what goes to `out`. */
  readonly interactive: boolean;
  /** Whether a person reads what goes to `err`, so that a line may be rewritten. */
  readonly errInteractive: boolean;
  readonly color: ReturnType<typeof pc.createColors>;
  readonly env: NodeJS.ProcessEnv;
  /** Aborted when the person or the system asks the command to end. */
  readonly interrupted: AbortSignal;
}

/** The terminal of this process. `interrupted` is aborted by the first SIGINT or SIGTERM. */
export function processTerminal(interrupted: AbortSignal): Terminal {
  return {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
    interactive: process.stdout.isTTY === true,
    errInteractive: process.stderr.isTTY === true && !process.env.CI,
    color: pc,
    env: process.env,
    interrupted,
  };
}

/** Rows as columns of equal width, two blanks apart; the first row is the head. */
export function table(
  terminal: Terminal,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [terminal.color.bold(line(head)), ...rows.map(line)].join('\n');
}
