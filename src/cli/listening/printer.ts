import type { WebhookRefusal } from '../../webhooks/signature.js';
import type { Terminal } from '../terminal.js';
import type { AttemptPlace } from './registration.js';

/** How much is printed of each webhook: with its body, one line, or only those that were not taken. */
export const outputs = ['interactive', 'compact', 'quiet'] as const;

export type Output = (typeof outputs)[number];

/** A webhook that was received, and what was done with it. */
export interface ReceivedWebhook {
  /** When it came, real time, ISO 8601. */
  at: string;
  /** The path that it was sent to. */
  path: string;
  targetId: number | null;
  /** As the body has them; null where it has none that can be read. */
  outcome: string | null;
  session: string | null;
  place: AttemptPlace | undefined;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  answer: number | 'timeout' | 'reset';
  /** Whether its signature holds; null when no secret was given. */
  signature: 'verified' | WebhookRefusal | null;
  /** What went wrong on our side, for people. */
  problem: string | null;
}

/** Prints webhooks as one JSON object a line. */
export function jsonLine({ place, ...webhook }: ReceivedWebhook): string {
  const { deliveryId = null, attempt = null } = place ?? {};
  return JSON.stringify({ ...webhook, deliveryId, attempt });
}

/** The lines for a person; undefined when this output has none for it. */
export function humanLines(
  { color }: Terminal,
  output: Output,
  webhook: ReceivedWebhook,
): string | undefined {
  const { at, answer, outcome, session, place, signature, problem, body } = webhook;
  const taken = typeof answer === 'number' && answer < 300;
  if (output === 'quiet' && taken) return undefined;
  const words = [
    color.dim(at.slice(11, 19)),
    (taken ? color.green : color.yellow)(String(answer).padEnd(7)),
    (outcome ?? 'unreadable').padEnd(7),
    session ?? '-',
    ...(place === undefined ? [] : [color.dim(`delivery ${place.deliveryId}, attempt ${place.attempt}`)]),
    ...(signature === 'verified' ? [color.dim('signed')] : []),
  ];
  const lines = [words.join('  ')];
  if (problem !== null) lines.push(`          ${color.yellow(problem)}`);
  if (output === 'interactive') lines.push(color.dim(`          ${body}`));
  return lines.join('\n');
}
