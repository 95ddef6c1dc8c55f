import type { Finding } from '../checks/check-result.js';
import { callLine, type SeenCall } from '../diagnosis/readiness/evidence.js';
import { repeatedWork } from '../diagnosis/readiness/repeated-work.js';
import type { HandlerProbe } from './handler-probe.js';
import type { DeliveryResult } from './send-webhook.js';

/** A delivery that a handler will receive in production, and how the handler must react. */
export interface CertifyCase {
  id: string;
  area: 'everyday' | 'order' | 'wire' | 'signing';
  title: string;
  remedy: string;
  /** Run only when webhooks are signed. */
  signedOnly?: true;
  run: (probe: HandlerProbe) => Promise<Finding>;
}

/** A grading with the deliveries of its webhook. */
export interface Handled {
  gradingId: string;
  deliveries: readonly DeliveryResult[];
}

/** Passed when the handler returned 2xx for every delivery and processed each grading exactly once. */
export async function judgeOnce(probe: HandlerProbe, handled: readonly Handled[]): Promise<Finding> {
  const lines = handled.flatMap(({ deliveries }) => deliveries.map(deliveryLine));
  const refused = handled.flatMap(({ deliveries }) => deliveries).find((delivery) => !isAccepted(delivery));
  if (refused !== undefined) {
    return {
      verdict: 'failed',
      detail: `The handler returned ${outcomeText(refused)}; 2xx was expected.`,
      evidence: lines,
    };
  }
  const unread: string[] = [];
  const readTwice: SeenCall[] = [];
  for (const { gradingId } of handled) {
    const calls = (await probe.callsFor(gradingId)).filter(isRead);
    if (calls.length > 1) {
      const repeated = repeatedWork(calls, await probe.mock.calls());
      if (repeated.length > 0) {
        return {
          verdict: 'failed',
          detail: `The grading was processed ${calls.length} times: its card or its pictures were read again as well.`,
          evidence: [...lines, ...calls.map(callLine), ...repeated.slice(0, 4).map(callLine)],
        };
      }
      readTwice.push(...calls);
    }
    if (calls.length === 0) unread.push(gradingId);
  }
  if (readTwice.length > 0 && !probe.readsAreIdempotent) {
    return {
      verdict: 'not-checked',
      detail: READ_TWICE,
      evidence: [...lines, ...readTwice.map(callLine)],
    };
  }
  if (unread.length === 0) {
    const noun = handled.length === 1 ? 'the grading was' : `each of ${handled.length} gradings was`;
    return {
      verdict: 'passed',
      detail: `The handler returned 2xx (${slowest(handled)} ms), and ${noun} ${readTwice.length > 0 ? 'read' : 'read once'}.`,
    };
  }
  return {
    verdict: 'not-checked',
    detail: noCallSeen(probe, unread.length, handled.length),
    evidence: lines,
  };
}

/** Why two reads of one grading say nothing. */
export const READ_TWICE =
  'The grading was read more than once. To read twice is no mistake, and nothing shows from here whether the result was stored twice; when results are stored under their id, say so with --reads-are-idempotent.';

/** Why nothing shows whether a handler processed a delivery for which it returned 2xx. */
export function noCallSeen({ patienceMs }: HandlerProbe, unread = 1, of = 1): string {
  const which = of === 1 ? 'the grading' : `${unread} of ${of} gradings`;
  return `The handler returned 2xx, but made no call for ${which} within ${patienceMs} ms, so nothing shows whether it was processed. Does the handler call this mock, with a key of this account? If the mock was reset or restarted while the handler ran, the ids of its gradings came again and the handler may remember them: restart the handler.`;
}

export function isAccepted({ status }: DeliveryResult): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** Whether a call returned the grading. */
export function isRead({ status }: SeenCall): boolean {
  return status === 200;
}

export function outcomeText({ status, failure, durationMs }: DeliveryResult): string {
  return status === null ? `no response (${failure})` : `${status} after ${durationMs} ms`;
}

export function deliveryLine(delivery: DeliveryResult): string {
  return `webhook → ${outcomeText(delivery)}`;
}

function slowest(handled: readonly Handled[]): number {
  return Math.max(...handled.flatMap(({ deliveries }) => deliveries.map(({ durationMs }) => durationMs)));
}
