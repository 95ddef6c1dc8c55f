import { randomBytes } from 'node:crypto';
import { callLine } from '../diagnosis/readiness/evidence.js';
import { type CaseResult, type CertifyCase, inWords, isAccepted, judgeOnce, reactionLine } from './case.js';
import type { DeliveryTwist, Stage } from './stage.js';

const VERIFY_REMEDY =
  'Verify webhook-id, webhook-timestamp and webhook-signature over the raw body before anything else (verifyWebhook of @chck/partner-kit/webhooks), and answer 401 when they do not hold.';
/** Twice what the Standard Webhooks specification tolerates by custom. */
const STALE_SECONDS = 600;

/** What signing is for: played when webhooks are signed. */
export const signingCases: readonly CertifyCase[] = [
  {
    id: 'signature-valid',
    title: 'a valid signature is accepted',
    remedy: VERIFY_REMEDY,
    signedOnly: true,
    play: async (stage) => {
      const gradingId = await stage.mock.endGrading('success');
      return judgeOnce(stage, [{ gradingId, reactions: [await stage.deliver(gradingId)] }]);
    },
  },
  {
    id: 'signature-rotated',
    title: 'one valid signature among several is accepted, as while a secret is replaced',
    remedy: 'Split webhook-signature at blanks and accept when any v1 entry holds.',
    signedOnly: true,
    play: async (stage) => {
      const gradingId = await stage.mock.endGrading('success');
      const sign = (messageId: string, body: string) => {
        const own = stage.signature(messageId, body);
        const other = stage.signature(messageId, body, 0, randomBytes(32));
        return { ...own, 'webhook-signature': `${other['webhook-signature']} ${own['webhook-signature']}` };
      };
      return judgeOnce(stage, [{ gradingId, reactions: [await stage.deliver(gradingId, { sign })] }]);
    },
  },
  {
    id: 'signature-stale',
    title: 'a signature that is ten minutes old is refused',
    remedy: `${VERIFY_REMEDY} Refuse timestamps more than five minutes off.`,
    signedOnly: true,
    play: (stage) =>
      refused(stage, { sign: (messageId, body) => stage.signature(messageId, body, STALE_SECONDS) }),
  },
  {
    id: 'signature-wrong',
    title: 'a signature by another secret is refused',
    remedy: VERIFY_REMEDY,
    signedOnly: true,
    play: (stage) =>
      refused(stage, { sign: (messageId, body) => stage.signature(messageId, body, 0, randomBytes(32)) }),
  },
  {
    id: 'signature-missing',
    title: 'a webhook without a signature is refused',
    remedy: VERIFY_REMEDY,
    signedOnly: true,
    play: (stage) => refused(stage, { sign: () => ({}) }),
  },
];

/** Passed when the answer is 4xx and nothing was processed. */
async function refused(stage: Stage, twist: DeliveryTwist): Promise<CaseResult> {
  const gradingId = await stage.mock.endGrading('success');
  const reaction = await stage.deliver(gradingId, twist);
  const evidence = [reactionLine(reaction)];
  if (isAccepted(reaction)) return { verdict: 'failed', detail: 'It was answered 2xx.', evidence };
  const { status } = reaction;
  if (status === null || status >= 500) {
    return { verdict: 'failed', detail: `Answered ${inWords(reaction)}; 4xx was expected.`, evidence };
  }
  const calls = await stage.mock.callsFor(gradingId, 1, Math.min(stage.patienceMs, 500));
  if (calls.length === 0)
    return { verdict: 'passed', detail: `Answered ${inWords(reaction)}, not processed.` };
  const detail = 'It was refused, and processed all the same.';
  return { verdict: 'failed', detail, evidence: [...evidence, ...calls.map(callLine)] };
}
