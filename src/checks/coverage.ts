/** Which of an operation's documented statuses a run saw, and how often. */
export interface OperationCoverage {
  operation: string;
  method: string;
  path: string;
  /** In the order of the document, followed by those that it does not list. */
  statuses: { status: string; documented: boolean; count: number }[];
}

/** How many of the documented statuses were seen, and how many there are. */
export function coverageCount(coverage: readonly OperationCoverage[]): { seen: number; documented: number } {
  const statuses = coverage.flatMap((row) => row.statuses).filter(({ documented }) => documented);
  return { seen: statuses.filter(({ count }) => count > 0).length, documented: statuses.length };
}
