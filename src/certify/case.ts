import type { Finding } from '../checks/check-result.js';
import { callLine, type SeenCall } from '../diagnosis/readiness/evidence.js';
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

/** Passed when the handler returned 2xx for every delivery and read each grading exactly once. */
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
  for (const { gradingId } of handled) {
    const calls = (await probe.callsFor(gradingId)).filter(isRead);
    if (calls.length > 1) {
      return {
        verdict: 'failed',
        detail: `The grading was read ${calls.length} times, so it was processed more than once.`,
        evidence: [...lines, ...calls.map(callLine)],
      };
    }
    if (calls.length === 0) unread.push(gradingId);
  }
  if (unread.length === 0) {
    const noun = handled.length === 1 ? 'the grading was' : `each of ${handled.length} gradings was`;
    return {
      verdict: 'passed',
      detail: `The handler returned 2xx (${slowest(handled)} ms), and ${noun} read once.`,
    };
  }
  return {
    verdict: 'not-checked',
    detail: noCallSeen(probe, unread.length, handled.length),
    evidence: lines,
  };
}

/** Why nothing shows whether a handler processed a delivery for which it returned 2xx. */
export function noCallSeen({ patienceMs }: HandlerProbe, unread = 1, of = 1): string {
  const which = of === 1 ? 'the grading' : `${unread} of ${of} gradings`;
  return `The handler returned 2xx, but made no call for ${which} within ${patienceMs} ms, so nothing shows whether it was processed. Does the handler call this mock, with a key of this account?`;
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
