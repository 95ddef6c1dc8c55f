import { randomUUID } from 'node:crypto';
import { messageIdOf, webhookBody } from '../webhooks/payload.js';
import { signatureHeaders } from '../webhooks/signature.js';
import { sendWebhook } from './send-webhook.js';

const LOOK_MS = 5000;

/**
 * Whether something listens at the address of a handler: sends it a complete webhook, signed if there is a key, about
 * the failure of a grading that does not exist. `timeoutMs` is how long the answer may take, at most 5 s.
 */
export async function isUp(
  url: string,
  { signingKey, timeoutMs }: { signingKey: Buffer | undefined; timeoutMs: number },
): Promise<boolean> {
  const gradingId = randomUUID();
  const body = webhookBody(gradingId, 'failure');
  const sentAt = Math.floor(Date.now() / 1000);
  const headers =
    signingKey === undefined
      ? {}
      : signatureHeaders(signingKey, messageIdOf(gradingId, 'failure'), sentAt, body);
  const look = { url, headers, body, transfer: 'plain', timeoutMs: Math.min(timeoutMs, LOOK_MS) } as const;
  return (await sendWebhook(look)).connected;
}
