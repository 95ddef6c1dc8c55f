interface MarkedLinesProps {
  lines: readonly string[];
  /** The lines of what it is compared with. */
  others: readonly string[];
}

/** A text whose lines are marked where the other text does not have them. */
export function MarkedLines({ lines, others }: MarkedLinesProps) {
  const known = new Set(others);
  return (
    /* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */
    <pre class="bytes" tabIndex={0}>
      {lines.map((line, index) => (known.has(line) ? `${line}\n` : <mark key={index}>{`${line}\n`}</mark>))}
    </pre>
  );
}
