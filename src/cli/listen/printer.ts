import type { WebhookRefusal } from '../../webhooks/signature.js';
import type { Terminal } from '../terminal.js';
import type { AttemptPlace } from './registration.js';

/** How much is printed: also the bodies, one line for each event, or only failures. */
export const outputs = ['interactive', 'compact', 'quiet'] as const;

export type Output = (typeof outputs)[number];

/** A webhook that was received. */
export interface ReceivedWebhook {
  /** Real time, ISO 8601. */
  at: string;
  path: string;
  targetId: number | null;
  /** From the body; null where it cannot be read. */
  outcome: string | null;
  grading: string | null;
  place: AttemptPlace | undefined;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A received webhook with its response. */
export interface FinishedWebhook extends ReceivedWebhook {
  /** The status that was sent; `timeout` and `reset` of the script; `abandoned` when the sender closed first. */
  response: number | 'timeout' | 'reset' | 'abandoned';
  /** Whether the signature is valid; null without a secret. */
  signature: 'verified' | WebhookRefusal | null;
  /** What went wrong in the listener, for people. */
  problem: string | null;
}

/** A finished webhook as one line of JSON. */
export function jsonLine({ place, ...webhook }: FinishedWebhook): string {
  const { deliveryId = null, attempt = null } = place ?? {};
  return JSON.stringify({ ...webhook, deliveryId, attempt });
}

/** The lines for a webhook that has arrived; undefined when this output has none. */
export function arrivalText(
  { color }: Terminal,
  output: Output,
  webhook: ReceivedWebhook,
): string | undefined {
  if (output === 'quiet') return undefined;
  const line = columns(color, webhook, '→', []);
  return output === 'interactive' ? `${line}\n${color.dim(`          ${webhook.body}`)}` : line;
}

/** The lines for a response; undefined when this output has none. */
export function responseText(
  { color }: Terminal,
  output: Output,
  webhook: FinishedWebhook,
): string | undefined {
  const { response, signature, problem } = webhook;
  const succeeded = typeof response === 'number' && response < 300;
  if (output === 'quiet' && succeeded) return undefined;
  const painted = (succeeded ? color.green : color.yellow)(String(response).padEnd(9));
  const line = columns(color, webhook, painted, signature === 'verified' ? ['signed'] : []);
  return problem === null ? line : `${line}\n          ${color.yellow(problem)}`;
}

function columns(
  color: Terminal['color'],
  { at, outcome, grading, place }: ReceivedWebhook,
  first: string,
  notes: readonly string[],
): string {
  const attempt = place === undefined ? [] : [`delivery ${place.deliveryId}, attempt ${place.attempt}`];
  return [
    color.dim(at.slice(11, 19)),
    first.padEnd(9),
    (outcome ?? 'unreadable').padEnd(7),
    grading ?? '-',
    ...[...attempt, ...notes].map(color.dim),
  ].join('  ');
}
