import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { verifyWebhook } from '../../src/webhooks/signature.js';
import type { Manners } from './handler.js';
import { SECRET } from './secret.js';

/** A handler with one mistake, and the case that names it. */
export interface FaultyHandler {
  title: string;
  names: string;
  manners: Partial<Manners>;
}

const text = (value: string | string[] | undefined) => String(value ?? '');

/** Verifies signatures whatever the time. */
function verifiesUntimed(body: string, headers: IncomingHttpHeaders): void {
  const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64');
  const signed = `${text(headers['webhook-id'])}.${text(headers['webhook-timestamp'])}.${body}`;
  const expected = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
  if (!text(headers['webhook-signature']).split(' ').includes(expected)) throw new Error('forged');
}

const verify = (body: string, headers: IncomingHttpHeaders) => verifyWebhook(body, headers, SECRET);

export const faultyHandlers: readonly FaultyHandler[] = [
  {
    title: 'accepts webhooks without a signature',
    names: 'signature-missing',
    manners: {
      verifies: (body, headers) => {
        if (headers['webhook-signature'] !== undefined) verify(body, headers);
      },
    },
  },
  { title: 'accepts stale signatures', names: 'signature-stale', manners: { verifies: verifiesUntimed } },
  {
    title: 'accepts signatures of another secret',
    names: 'signature-wrong',
    manners: {
      verifies: (_body, headers) => {
        if (headers['webhook-signature'] === undefined) throw new Error('none');
      },
    },
  },
  {
    title: 'answers 500 to a forged webhook',
    names: 'signature-wrong',
    manners: { statusWhenForged: 500 },
  },
  {
    title: 'processes a forged webhook before it refuses it',
    names: 'signature-missing',
    manners: { worksFirst: true },
  },
  {
    title: 'looks at the first signature only',
    names: 'signature-rotated',
    manners: {
      verifies: (body, headers) => {
        const first = text(headers['webhook-signature']).split(' ')[0];
        verify(body, { ...headers, 'webhook-signature': first });
      },
    },
  },
  {
    title: 'refuses every signature',
    names: 'signature-valid',
    manners: {
      verifies: () => {
        throw new Error('wrong secret');
      },
    },
  },
  {
    title: 'verifies JSON that it serialized itself',
    names: 'exact-bytes',
    manners: { verifies: (body, headers) => verify(JSON.stringify(JSON.parse(body)), headers) },
  },
  {
    title: 'looks for the outcome in the text',
    names: 'exact-bytes',
    manners: { early: (_request, body) => (/"outcome":"(success|failure)"/.test(body) ? undefined : 400) },
  },
  {
    title: 'refuses unknown fields',
    names: 'extra-fields',
    manners: { early: (_request, body) => (Object.keys(JSON.parse(body)).length > 2 ? 422 : undefined) },
  },
  {
    title: 'demands a content length',
    names: 'chunked-body',
    manners: {
      early: ({ headers }) => (headers['content-length'] === undefined ? 411 : undefined),
    },
  },
  {
    title: 'reads the first part of a body only',
    names: 'slow-network',
    manners: { readsBody: 'first-part' },
  },
  { title: 'gives up on a slow body', names: 'slow-network', manners: { readsBody: 'within-200-ms' } },
  {
    title: 'answers 500 to failures',
    names: 'failure',
    manners: { early: (_request, body) => (body.includes('failure') ? 500 : undefined) },
  },
  { title: 'redirects webhooks', names: 'success', manners: { early: () => 302 } },
  { title: 'closes the connection without an answer', names: 'success', manners: { answer: 'close' } },
  { title: 'processes a webhook twice', names: 'success', manners: { processes: 2 } },
  { title: 'processes a repeated webhook again', names: 'duplicate', manners: { marks: 'never' } },
  {
    title: 'looks first and marks afterwards',
    names: 'duplicate-at-once',
    manners: { marks: 'after-the-work' },
  },
  {
    title: 'marks a grading as processed although the work failed',
    names: 'retry-after-own-error',
    manners: { keepsMark: true },
  },
  {
    title: 'answers 500 for an unknown grading',
    names: 'unknown-session',
    manners: { statusWhenUnknown: 500 },
  },
  {
    title: 'reads an unknown grading again and again',
    names: 'unknown-session',
    manners: { readsUnknown: 5 },
  },
  {
    title: 'refuses webhooks while it is busy',
    names: 'burst',
    manners: { early: (_request, _body, atOnce) => (atOnce > 5 ? 429 : undefined) },
  },
  { title: 'answers nothing in time', names: 'answers-in-time', manners: { answer: 'never' } },
];
