import type { Finding } from '../../checks/check-result.js';
import type { Evidence } from './evidence.js';

/** One thing that a client must get right, and how to see it. */
export interface ReadinessCheck {
  id: string;
  title: string;
  /** How to fix a client that fails. */
  remedy: string;
  /** The command that creates the situation. `{url}` stands for the mock's address. */
  situation: string;
  check: (evidence: Evidence) => Finding;
}

export function passed(detail: string): Finding {
  return { verdict: 'passed', detail };
}

export function failed(detail: string, evidence: readonly string[]): Finding {
  return { verdict: 'failed', detail, evidence };
}

export function notExercised(detail: string): Finding {
  return { verdict: 'not-checked', detail };
}
