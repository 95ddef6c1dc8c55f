import type { Finding } from '../checks/check-result.js';
import { type CertifyCase, judgeOnce } from './case.js';
import type { DeliveryChanges, HandlerProbe } from './handler-probe.js';

/** Deliveries whose bytes are unusual but valid. */
export const wireCases: readonly CertifyCase[] = [
  {
    id: 'slow-network',
    area: 'wire',
    title: 'a body that arrives in pieces is accepted',
    remedy: 'Read the body to its end before parsing it, and give it some seconds.',
    run: (probe) => deliverChanged(probe, () => ({ transfer: 'slow' })),
  },
  {
    id: 'chunked-body',
    area: 'wire',
    title: 'a body of unknown length (chunked) is accepted',
    remedy: 'Do not require Content-Length: HTTP allows a chunked body.',
    run: (probe) => deliverChanged(probe, () => ({ transfer: 'chunked' })),
  },
  {
    id: 'exact-bytes',
    area: 'wire',
    title: 'the same JSON in other bytes is accepted',
    remedy:
      'Parse the body as JSON, and verify signatures over the received bytes, never over JSON that was parsed and serialized again.',
    run: (probe) =>
      deliverChanged(probe, (gradingId) => ({
        body: `{ "outcome" : "\\u0073uccess",\n  "grading_session_id" : "${gradingId}" }\n`,
      })),
  },
];

async function deliverChanged(
  probe: HandlerProbe,
  changes: (gradingId: string) => DeliveryChanges,
): Promise<Finding> {
  const gradingId = await probe.mock.completeGrading('success');
  return judgeOnce(probe, [{ gradingId, deliveries: [await probe.deliver(gradingId, changes(gradingId))] }]);
}
