import type { Verdict } from '../../checks/check-result.js';
import type { Evidence } from './evidence.js';

/** What a judge makes of the evidence; `evidence` are the calls that show it. */
export interface Finding {
  verdict: Verdict;
  detail: string;
  evidence?: readonly string[];
}

/** One thing that a client must get right, and how to tell whether it does. */
export interface Point {
  id: string;
  title: string;
  /** How to mend a client that gets it wrong. */
  remedy: string;
  /** The one command that has the situation happen; `{url}` stands for the mock's address. */
  situation: string;
  judge: (evidence: Evidence) => Finding;
}

export function passed(detail: string): Finding {
  return { verdict: 'passed', detail };
}

export function failed(detail: string, evidence: readonly string[]): Finding {
  return { verdict: 'failed', detail, evidence };
}

export function open(detail: string): Finding {
  return { verdict: 'open', detail };
}
