import type { JournalEntry } from '../http/journal.js';
import { hasEnded } from '../services/grading-writer.js';
import type { Attempt } from '../store/attempts.js';
import type { Delivery } from '../store/deliveries.js';
import type { Grading } from '../store/gradings.js';
import { maskedUrl } from '../webhooks/target-url.js';

/** Something that happened to a grading, or is due. */
export interface TimelineEvent {
  /** ISO 8601, on the mock's clock. */
  at: string;
  /** The tone of its badge. */
  tone: 'good' | 'bad' | 'warn' | 'live' | '';
  kind: string;
  text: string;
  /** The page with the details. */
  href?: string;
}

export interface TimelineSources {
  grading: Grading;
  deliveries: readonly { delivery: Delivery; attempts: readonly Attempt[] }[];
  /** The calls in the journal, in any order. */
  calls: readonly JournalEntry[];
}

/** Everything known of a grading, the earliest first: its states, webhooks, attempts, reads and image links. */
export function gradingTimeline({ grading, deliveries, calls }: TimelineSources): TimelineEvent[] {
  const events = [
    ...stateEvents(grading),
    ...deliveries.flatMap(({ delivery, attempts }) => deliveryEvents(delivery, attempts)),
    ...calls.flatMap((call) => readEvents(grading.id, call)),
  ];
  return events.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function stateEvents(grading: Grading): TimelineEvent[] {
  const { state, plan, createdAt, updatedAt, grades } = grading;
  const events: TimelineEvent[] = [
    { at: createdAt, tone: '', kind: 'submitted', text: 'The card was submitted.' },
  ];
  if (state === 'in_progress') {
    events.push({ at: updatedAt, tone: 'live', kind: 'started', text: 'The grading started.' });
  }
  if (hasEnded(grading)) {
    const text =
      state === 'failed' ? 'It failed.' : `It completed with ${grades?.full ?? 'no overall grade'}.`;
    events.push({ at: updatedAt, tone: state === 'failed' ? 'bad' : 'good', kind: state, text });
  }
  if (plan?.endsAt) {
    events.push({ at: plan.endsAt, tone: 'warn', kind: 'due', text: `It ends with ${plan.outcome}.` });
  }
  return events;
}

function deliveryEvents(delivery: Delivery, attempts: readonly Attempt[]): TimelineEvent[] {
  const { id, createdAt, nextAttemptAt, finishedAt, state, outcome, url, fault } = delivery;
  const href = `/dashboard/webhooks/deliveries/${id}`;
  const withFault = fault === null ? '' : ` with the fault ${fault}`;
  const events: TimelineEvent[] = [
    {
      at: createdAt,
      tone: '',
      kind: 'webhook',
      text: `Delivery #${id} of ${outcome} to ${maskedUrl(url)}${withFault}.`,
      href,
    },
    ...attempts.map((attempt): TimelineEvent => {
      const isOver = attempt.durationMs !== null || attempt.failure !== null;
      const result = attempt.responseStatus ?? attempt.failure ?? 'in progress';
      return {
        at: attempt.startedAt,
        tone: !isOver ? 'live' : attempt.failure === null ? 'good' : 'bad',
        kind: 'attempt',
        text: `Delivery #${id}, attempt ${attempt.number}: ${result}.`,
        href: `${href}#attempt-${attempt.number}`,
      };
    }),
  ];
  if (nextAttemptAt !== null) {
    const text = `Delivery #${id}, attempt ${delivery.attemptCount + 1}.`;
    events.push({ at: nextAttemptAt, tone: 'warn', kind: 'due', text, href });
  }
  if (finishedAt !== null && state !== 'delivered') {
    events.push({ at: finishedAt, tone: 'bad', kind: state, text: `Delivery #${id} was ${state}.`, href });
  }
  return events;
}

/** A read of the grading through the API, and the expiry of the image links that it made. */
function readEvents(id: string, call: JournalEntry): TimelineEvent[] {
  const { operationId, sequence, at, keyPrefix, status, path, responseBody } = call;
  const own = operationId === 'getGrading' && path.toLowerCase().endsWith(`/${id}`);
  const listed = operationId === 'listGradings' && (responseBody ?? '').includes(id);
  if (!own && !listed) return [];
  const href = `/dashboard/traffic?call=${sequence}`;
  const key = keyPrefix === null ? 'no key' : `key ${keyPrefix}…`;
  const how = own ? 'Read' : 'Read in a list';
  const events: TimelineEvent[] = [
    {
      at,
      tone: status < 400 ? 'good' : 'bad',
      kind: 'read',
      text: `${how} with ${key}: ${status}.`,
      href,
    },
  ];
  const expiry = own ? linkExpiry(responseBody ?? '') : undefined;
  if (expiry !== undefined) {
    const text = `The image links of call #${sequence} expire.`;
    events.push({ at: expiry, tone: 'warn', kind: 'links', text, href });
  }
  return events;
}

/** When the presigned links in a response expire; undefined when it has none. */
function linkExpiry(body: string): string | undefined {
  const [, date, seconds] = /X-Amz-Date=(\d{8}T\d{6})Z&X-Amz-Expires=(\d+)/.exec(body) ?? [];
  if (date === undefined || seconds === undefined) return undefined;
  const iso = date.replace(/(....)(..)(..)T(..)(..)(..)/, '$1-$2-$3T$4:$5:$6Z');
  return new Date(Date.parse(iso) + Number(seconds) * 1000).toISOString();
}
