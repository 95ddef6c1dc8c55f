import type { CallOptions, RuleContext } from '../rules/context.js';
import type { Exchange } from './exchange.js';
import { unknownId, unknownUuid } from './known-values.js';
import { guardedOperations, type OperationId } from './operations.js';

/** The least that a call of an operation needs to be well-formed. */
export function wellFormed(operation: OperationId): CallOptions {
  if (operation === 'getGrading') return { id: unknownUuid };
  if (operation === 'getCard' || operation === 'deleteWebhookTarget') return { id: unknownId };
  if (operation === 'createWebhookTarget')
    return { body: { outcome: 'success', url: 'https://partner.example/never-registered' } };
  return {};
}

/** The guarded operations that this run may call: in a read-only run only those that read. */
export function callable(t: RuleContext): OperationId[] {
  const writes = new Set<OperationId>(['createWebhookTarget', 'deleteWebhookTarget']);
  return guardedOperations().filter((operation) => !t.config.readOnly || !writes.has(operation));
}

/** Calls every guarded operation with the same credentials. */
export async function onEveryOperation(
  t: RuleContext,
  credentials: { token: string | null } | { authorization: string },
  judge: (response: Exchange) => void,
): Promise<void> {
  const responses = await Promise.all(
    callable(t).map((operation) => t.call(operation, { ...wellFormed(operation), ...credentials })),
  );
  for (const response of responses) judge(response);
}
