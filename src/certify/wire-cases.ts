import { type CaseResult, type CertifyCase, judgeOnce } from './case.js';
import type { DeliveryTwist, Stage } from './stage.js';

/** Deliveries whose bytes travel in ways that a handler must not mind. */
export const wireCases: readonly CertifyCase[] = [
  {
    id: 'slow-network',
    title: 'a body that arrives in pieces is accepted',
    remedy: 'Read the body to its end before parsing it, and give it some seconds.',
    play: (stage) => twisted(stage, () => ({ transfer: 'slow' })),
  },
  {
    id: 'chunked-body',
    title: 'a body of unknown length (chunked) is accepted',
    remedy: 'Do not demand Content-Length: HTTP allows a chunked body.',
    play: (stage) => twisted(stage, () => ({ transfer: 'chunked' })),
  },
  {
    id: 'exact-bytes',
    title: 'the same JSON in other bytes is accepted',
    remedy:
      'Parse the body as JSON, and verify signatures over the raw bytes as they came, never over JSON that was parsed and written again.',
    play: (stage) =>
      twisted(stage, (gradingId) => ({
        body: `{ "outcome" : "\\u0073uccess",\n  "grading_session_id" : "${gradingId}" }\n`,
      })),
  },
];

async function twisted(stage: Stage, twist: (gradingId: string) => DeliveryTwist): Promise<CaseResult> {
  const gradingId = await stage.mock.endGrading('success');
  return judgeOnce(stage, [{ gradingId, reactions: [await stage.deliver(gradingId, twist(gradingId))] }]);
}
