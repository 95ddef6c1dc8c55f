import { randomBytes } from 'node:crypto';
import type { Finding } from '../checks/check-result.js';
import { callLine } from '../diagnosis/readiness/evidence.js';
import { type CertifyCase, deliveryLine, isAccepted, judgeOnce, outcomeText } from './case.js';
import type { DeliveryChanges, HandlerProbe } from './handler-probe.js';

const VERIFY_REMEDY =
  'Verify webhook-id, webhook-timestamp and webhook-signature over the raw body before anything else (verifyWebhook of @chck/partner-kit/webhooks), and return 401 when they are not valid.';
/** Twice the usual tolerance of the Standard Webhooks libraries. */
const STALE_SECONDS = 600;

/** The verification of signatures. Run only when webhooks are signed. */
export const signingCases: readonly CertifyCase[] = [
  {
    id: 'signature-valid',
    area: 'signing',
    title: 'a valid signature is accepted',
    remedy: VERIFY_REMEDY,
    signedOnly: true,
    run: async (probe) => {
      const gradingId = await probe.mock.completeGrading('success');
      return judgeOnce(probe, [{ gradingId, deliveries: [await probe.deliver(gradingId)] }]);
    },
  },
  {
    id: 'signature-rotated',
    area: 'signing',
    title: 'one valid signature among several is accepted, as while a secret is replaced',
    remedy: 'Split webhook-signature at spaces, and accept the webhook when any v1 entry is valid.',
    signedOnly: true,
    run: async (probe) => {
      const gradingId = await probe.mock.completeGrading('success');
      const sign = (messageId: string, body: string) => {
        const own = probe.signature(messageId, body);
        const other = probe.signature(messageId, body, 0, randomBytes(32));
        return { ...own, 'webhook-signature': `${other['webhook-signature']} ${own['webhook-signature']}` };
      };
      return judgeOnce(probe, [{ gradingId, deliveries: [await probe.deliver(gradingId, { sign })] }]);
    },
  },
  {
    id: 'signature-stale',
    area: 'signing',
    title: 'a signature that is ten minutes old is refused',
    remedy: `${VERIFY_REMEDY} Refuse timestamps more than five minutes off.`,
    signedOnly: true,
    run: (probe) =>
      refused(probe, { sign: (messageId, body) => probe.signature(messageId, body, STALE_SECONDS) }),
  },
  {
    id: 'signature-wrong',
    area: 'signing',
    title: 'a signature by another secret is refused',
    remedy: VERIFY_REMEDY,
    signedOnly: true,
    run: (probe) =>
      refused(probe, { sign: (messageId, body) => probe.signature(messageId, body, 0, randomBytes(32)) }),
  },
  {
    id: 'signature-missing',
    area: 'signing',
    title: 'a webhook without a signature is refused',
    remedy: VERIFY_REMEDY,
    signedOnly: true,
    run: (probe) => refused(probe, { sign: () => ({}) }),
  },
];

/** Passed when the handler returned 4xx and processed nothing. */
async function refused(probe: HandlerProbe, changes: DeliveryChanges): Promise<Finding> {
  const gradingId = await probe.mock.completeGrading('success');
  const delivery = await probe.deliver(gradingId, changes);
  const evidence = [deliveryLine(delivery)];
  if (isAccepted(delivery))
    return {
      verdict: 'failed',
      detail: `The handler returned ${outcomeText(delivery)}; 4xx was expected.`,
      evidence,
    };
  const { status } = delivery;
  if (status === null || status >= 500) {
    return {
      verdict: 'failed',
      detail: `The handler returned ${outcomeText(delivery)}; 4xx was expected.`,
      evidence,
    };
  }
  const calls = await probe.mock.callsFor(gradingId, 1, Math.min(probe.patienceMs, 500));
  if (calls.length === 0)
    return {
      verdict: 'passed',
      detail: `The handler returned ${outcomeText(delivery)}, and processed nothing.`,
    };
  const detail = 'The handler refused the webhook and processed it nevertheless.';
  return { verdict: 'failed', detail, evidence: [...evidence, ...calls.map(callLine)] };
}
