import type { Outcome } from '../store/webhook-targets.js';

/** The bytes of a webhook, exactly as documented (contract §8). */
export function webhookBody(gradingId: string, outcome: Outcome): string {
  return JSON.stringify({ grading_session_id: gradingId, outcome });
}

/** The Standard Webhooks message id of an event: the same for each of its targets and attempts. */
export function messageIdOf(gradingId: string, outcome: Outcome): string {
  return `msg_${gradingId.replaceAll('-', '')}_${outcome}`;
}
