import { parseJsonObject } from '../../json.js';
import { webhookFields } from '../../webhooks/payload.js';
import {
  type Evidence,
  isKeyRefused,
  type SeenAttempt,
  type SeenCall,
  type SeenDelivery,
} from './evidence.js';

/** The kinds of webhooks that need another reaction. `unreadable`: the body is no JSON object. */
export type WebhookKind = 'plain' | 'extended' | 'misleading' | 'unknown-grading' | 'unreadable';

/** What the body of a delivery says, whatever really happened. */
export interface Message {
  kind: WebhookKind;
  gradingId: string;
  outcome: string;
}

/** Reads the body of a delivery. */
export function messageOf({ body, gradingId, outcome }: SeenDelivery): Message {
  const payload = parseJsonObject(body);
  const { grading_session_id: sentId, outcome: sentOutcome } = payload;
  if (typeof sentId !== 'string' || typeof sentOutcome !== 'string')
    return { kind: 'unreadable', gradingId, outcome };
  const sent = { gradingId: sentId, outcome: sentOutcome };
  if (sentId !== gradingId) return { kind: 'unknown-grading', ...sent };
  if (sentOutcome !== outcome) return { kind: 'misleading', ...sent };
  const isExtended = Object.keys(payload).some((name) => !webhookFields.some((known) => known === name));
  return { kind: isExtended ? 'extended' : 'plain', ...sent };
}

/** The deliveries of some kinds that were sent at least once. */
export function sentOf({ deliveries }: Evidence, ...kinds: WebhookKind[]): SeenDelivery[] {
  return deliveries.filter(
    (delivery) => delivery.attempts.length > 0 && kinds.includes(messageOf(delivery).kind),
  );
}

/** Whether a delivery got a 2xx. */
export function isAccepted({ state }: SeenDelivery): boolean {
  return state === 'delivered';
}

/** The attempts that the handler itself refused by a status: not those during which the API had failed the handler. */
export function refusalsOf({ attempts }: SeenDelivery, calls: readonly SeenCall[]): SeenAttempt[] {
  return attempts.filter((attempt) => attempt.failure === 'status' && !apiFailedDuring(attempt, calls));
}

/** Whether a handler accepts plain webhooks, so that a refusal of another one has its own cause. */
export function acceptsPlain(evidence: Evidence, url: string): boolean {
  return sentOf(evidence, 'plain').some((delivery) => delivery.url === url && isAccepted(delivery));
}

/** When the first attempt of a delivery began, and the last one ended, in real time, in ms since 1970. */
export function spanOf({ attempts }: SeenDelivery): { fromMs: number; untilMs: number } {
  const known = attempts.flatMap(({ startedRealMs, durationMs }) => {
    return startedRealMs === null ? [] : [{ from: startedRealMs, until: startedRealMs + (durationMs ?? 0) }];
  });
  return {
    fromMs: Math.min(...known.map(({ from }) => from)),
    untilMs: Math.max(...known.map(({ until }) => until)),
  };
}

/** The calls for the grading that a delivery names, since its first attempt, whatever their response was. */
export function callsAfter(delivery: SeenDelivery, calls: readonly SeenCall[]): SeenCall[] {
  const { fromMs } = spanOf(delivery);
  const path = `/v1/gradings/${messageOf(delivery).gradingId}`;
  return calls.filter((call) => call.path === path && call.realMs >= Math.floor(fromMs));
}

/** Whether the key of the client was refused when a delivery came, so that it was right to make no call. */
export function keyWasRefused(delivery: SeenDelivery, calls: readonly SeenCall[]): boolean {
  const { untilMs } = spanOf(delivery);
  const last = calls.findLast((call) => call.path.startsWith('/v1') && call.realMs <= untilMs);
  return last !== undefined && isKeyRefused(last);
}

export function deliveryLine({
  id,
  createdAt,
  outcome,
  gradingId,
  url,
  attempts,
  state,
}: SeenDelivery): string {
  const statuses = attempts.map(({ responseStatus, failure }) => responseStatus ?? failure ?? 'under way');
  return `${createdAt} delivery ${id}: ${outcome} of ${gradingId} to ${url}, ${state}: ${statuses.join(', ')}`;
}

function apiFailedDuring({ startedRealMs, durationMs }: SeenAttempt, calls: readonly SeenCall[]): boolean {
  if (startedRealMs === null) return false;
  const until = startedRealMs + (durationMs ?? 0);
  return calls.some((call) => {
    const isFailure = call.status === 0 || call.status === 429 || call.status >= 500 || isKeyRefused(call);
    return isFailure && call.realMs >= startedRealMs && call.realMs <= until;
  });
}
