import type { Provenance } from '../contract/provenance.js';

/** The verdict on one check. `known` is a failure that the baseline lists. */
export type Verdict = 'passed' | 'failed' | 'known' | 'not-checked';

/** One way in which the target breaks its contract, complete enough for a bug report. */
export interface Failure {
  /** What is wrong, in a sentence. */
  message: string;
  expected: string;
  received: string;
  /** The request that shows it, with secrets masked; absent when no single request does. */
  curl?: string;
  /** The operation and status of that request, such as `getGrading 404`. */
  where?: string;
  /** The place in the document that it breaks: a JSON pointer into `openapi/partner-api.v1.yaml`. */
  specPointer?: string;
}

/** The sentence of the contract that a check stands on. */
export interface Origin {
  /** The section of the contract, such as `§5`. */
  source: string;
  provenance: Provenance;
  sentence: string;
  severity: 'critical' | 'major' | 'minor';
}

/** The result of one check: a rule of the contract suite, a point of readiness, or a case of a certification. */
export interface CheckResult {
  /** Stable, such as `PAGE-001` or `honours-retry-after`. */
  id: string;
  /** The group in reports, such as `pagination`. */
  area: string;
  title: string;
  verdict: Verdict;
  /** What was seen, in sentences; for a check that was not made, the reason. Empty when there is nothing to add. */
  detail: string;
  /** What to do next; null when there is nothing to do. */
  remedy: string | null;
  /** The calls that show it, one a line. */
  evidence: readonly string[];
  failures: readonly Failure[];
  /** Deviations from assumed facts: questions to the owner of the service, not failures. */
  questions: readonly Failure[];
  /** Null for a check that stands on no sentence of the contract. */
  origin: Origin | null;
  requests: number;
  durationMs: number;
}

/** What a check saw, without a rule of the contract behind it. */
export interface Finding {
  verdict: 'passed' | 'failed' | 'not-checked';
  detail: string;
  evidence?: readonly string[];
}

/** The result of a check that stands on no sentence of the contract. */
export function resultOf(
  check: { id: string; area: string; title: string; remedy: string | null; durationMs?: number },
  { verdict, detail, evidence = [] }: Finding,
): CheckResult {
  const { id, area, title, remedy, durationMs = 0 } = check;
  return {
    id,
    area,
    title,
    verdict,
    detail,
    remedy,
    evidence,
    failures: [],
    questions: [],
    origin: null,
    requests: 0,
    durationMs,
  };
}
