import type { Judged } from '../checks/check-result.js';
import { callLine, type SeenCall } from '../diagnosis/readiness/evidence.js';
import type { Reaction } from './send-webhook.js';
import type { Stage } from './stage.js';

/** What came of a case. */
export type CaseResult = Pick<Judged, 'verdict' | 'detail'> & { evidence?: readonly string[] };

/** A delivery that a handler will meet in production, and how it has to take it. */
export interface CertifyCase {
  id: string;
  title: string;
  remedy: string;
  /** Played only when webhooks are signed. */
  signedOnly?: true;
  play: (stage: Stage) => Promise<CaseResult>;
}

/** A grading with what the handler did about it. */
export interface Handled {
  gradingId: string;
  reactions: readonly Reaction[];
}

/** Passed when every delivery was answered 2xx and each grading was read exactly once. */
export async function judgeOnce(stage: Stage, handled: readonly Handled[]): Promise<CaseResult> {
  const lines = handled.flatMap(({ reactions }) => reactions.map(reactionLine));
  const refused = handled.flatMap(({ reactions }) => reactions).find((reaction) => !isAccepted(reaction));
  if (refused !== undefined) {
    return { verdict: 'failed', detail: `A delivery was answered ${inWords(refused)}.`, evidence: lines };
  }
  const unread: string[] = [];
  for (const { gradingId } of handled) {
    const calls = (await stage.callsFor(gradingId)).filter(isRead);
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
    return { verdict: 'passed', detail: `Answered 2xx (${slowest(handled)} ms), and ${noun} read once.` };
  }
  return { verdict: 'open', detail: unseen(stage, unread.length, handled.length), evidence: lines };
}

/** Why it cannot be told whether a handler processed what it answered 2xx. */
export function unseen({ patienceMs }: Stage, unread = 1, of = 1): string {
  const which = of === 1 ? 'the grading' : `${unread} of ${of} gradings`;
  return `Answered 2xx, but no call for ${which} was seen within ${patienceMs} ms, so it cannot be told whether it was processed: does the handler call this mock, with a key of this account?`;
}

export function isAccepted({ status }: Reaction): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** A call that gave the grading. */
export function isRead({ status }: SeenCall): boolean {
  return status === 200;
}

export function inWords({ status, failure, durationMs }: Reaction): string {
  return status === null ? `not at all: ${failure}` : `${status} after ${durationMs} ms`;
}

export function reactionLine(reaction: Reaction): string {
  return `webhook → ${inWords(reaction)}`;
}

function slowest(handled: readonly Handled[]): number {
  return Math.max(...handled.flatMap(({ reactions }) => reactions.map(({ durationMs }) => durationMs)));
}
