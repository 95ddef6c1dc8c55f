/** A measurement of the bench. */
export interface Row {
  what: string;
  /** What was reached, such as `1.31 ×`. */
  reached: string;
  /** Such as `≥ 1.2 ×`. Absent for figures without a target. */
  target?: string;
  met?: boolean;
  details: string;
}

/** A row whose value must be at least, or at most, its target. `unit` follows the numbers. */
export function row(
  what: string,
  value: number,
  { atLeast, atMost, unit, digits = 2 }: { atLeast?: number; atMost?: number; unit: string; digits?: number },
  details = '',
): Row {
  const reached = `${value.toFixed(digits)} ${unit}`;
  if (atLeast !== undefined)
    return { what, reached, target: `≥ ${atLeast} ${unit}`, met: value >= atLeast, details };
  if (atMost !== undefined)
    return { what, reached, target: `≤ ${atMost} ${unit}`, met: value <= atMost, details };
  return { what, reached, details };
}

/** A row for what could not be measured. */
export function missing(what: string, error: unknown): Row {
  return {
    what,
    reached: 'not measured',
    details: error instanceof Error ? (error.message.split('\n')[0] ?? '') : '',
  };
}

export function print(rows: readonly Row[]): void {
  const columns = ['what', 'reached', 'target', 'met', 'details'] as const;
  const cells = rows.map(({ what, reached, target = '', met, details }) => [
    what,
    reached,
    target,
    met === undefined ? '' : met ? 'yes' : 'NO',
    details,
  ]);
  const widths = columns.map((name, index) =>
    Math.max(name.length, ...cells.map((line) => line[index]?.length ?? 0)),
  );
  for (const line of [columns, ...cells])
    console.log(
      line
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  const judged = rows.filter(({ met }) => met !== undefined);
  console.log(`\n${judged.filter(({ met }) => met).length} of ${judged.length} targets reached.`);
}
