import type { Outcome } from '../store/webhook-targets.js';

/** The fields of the payload of a webhook (contract §8). */
export const webhookFields = ['grading_session_id', 'outcome'] as const;

/** Returns the payload of a webhook as documented (contract §8), with overridden and added fields. */
export function webhookBody(
  gradingId: string,
  outcome: Outcome,
  overrides: Record<string, string> = {},
  additions: Record<string, string> = {},
): string {
  return JSON.stringify({ grading_session_id: gradingId, outcome, ...overrides, ...additions });
}

/** Returns the Standard Webhooks message id of an event. It is the same for all targets and attempts. */
export function messageIdOf(gradingId: string, outcome: Outcome): string {
  return `msg_${gradingId.replaceAll('-', '')}_${outcome}`;
}
