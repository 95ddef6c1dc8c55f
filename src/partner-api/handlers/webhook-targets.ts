import { InvalidArgumentError, NotFoundError } from '../../errors.js';
import type { TargetService } from '../../services/targets.js';
import type { Handlers } from '../call.js';
import { ApiError } from '../errors.js';
import { formatCreatedWebhookTarget, formatWebhookTarget } from '../formatters/webhook-target.js';

type TargetOperations = 'listWebhookTargets' | 'createWebhookTarget' | 'deleteWebhookTarget';

/** The operations on webhook targets (contract §8). */
export function webhookTargetHandlers(targets: TargetService): Pick<Handlers, TargetOperations> {
  return {
    async listWebhookTargets({ caller }) {
      const rows = await targets.listForUser(caller.userId);
      return { status: 200, body: { webhook_targets: rows.map(formatWebhookTarget) } };
    },

    async createWebhookTarget({ caller, body: { outcome, url } }) {
      try {
        const target = await targets.createForUser(caller.userId, { outcome, url });
        return { status: 201, body: formatCreatedWebhookTarget(target) };
      } catch (error) {
        if (!(error instanceof InvalidArgumentError)) throw error;
        const details = { fieldErrors: { [error.field]: [error.message] }, formErrors: [] };
        throw new ApiError('validation_error', error.message, details);
      }
    },

    async deleteWebhookTarget({ caller, path: { id } }) {
      try {
        await targets.removeForUser(caller.userId, id);
      } catch (error) {
        if (!(error instanceof NotFoundError)) throw error;
        throw new ApiError('not_found', error.message);
      }
      return { status: 204, body: undefined };
    },
  };
}
