import type * as wire from '../../contract/names.js';
import type { WebhookTarget } from '../../store/webhook-targets.js';

/** A target as the list shows it, in snake_case (contract §8). */
export function formatWebhookTarget(target: WebhookTarget): wire.WebhookTarget {
  return { id: target.id, outcome: target.outcome, url: target.url, created_at: target.createdAt };
}

/** A target as the response to its creation shows it: the ORM's own row, in camelCase (contract §8). */
export function formatCreatedWebhookTarget(target: WebhookTarget): wire.CreatedWebhookTarget {
  return {
    id: target.id,
    userId: target.userId,
    outcome: target.outcome,
    url: target.url,
    createdAt: target.createdAt,
  };
}
