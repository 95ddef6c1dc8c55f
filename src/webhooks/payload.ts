import type { Outcome } from '../store/webhook-targets.js';

/** The fields of a webhook's payload by wire name (contract §8). */
export const webhookFields = ['grading_session_id', 'outcome'] as const;

/** The bytes of a webhook, exactly as documented (contract §8), but for values that are overridden and fields that are added. */
export function webhookBody(
  gradingId: string,
  outcome: Outcome,
  overrides: Record<string, string> = {},
  additions: Record<string, string> = {},
): string {
  return JSON.stringify({ grading_session_id: gradingId, outcome, ...overrides, ...additions });
}

/** The Standard Webhooks message id of an event: the same for each of its targets and attempts. */
export function messageIdOf(gradingId: string, outcome: Outcome): string {
  return `msg_${gradingId.replaceAll('-', '')}_${outcome}`;
}
