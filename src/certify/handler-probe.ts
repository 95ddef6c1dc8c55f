import { randomUUID } from 'node:crypto';
import type { SeenCall } from '../diagnosis/readiness/evidence.js';
import type { Outcome } from '../store/webhook-targets.js';
import { messageIdOf, webhookBody } from '../webhooks/payload.js';
import { signatureHeaders } from '../webhooks/signature.js';
import { type DeliveryResult, sendWebhook, type Transfer } from './send-webhook.js';

/** What a certification needs from the mock that the handler calls. */
export interface CertifyingMock {
  /** Completes a grading without a webhook to the account's own targets. Returns its id. */
  completeGrading(outcome: Outcome): Promise<string>;
  /** Returns the calls for a grading as soon as there are `count`, at the latest after `timeoutMs`. */
  callsFor(gradingId: string, count: number, timeoutMs: number): Promise<SeenCall[]>;
  /** Every call that the mock still has, the oldest first. */
  calls(): Promise<SeenCall[]>;
  /** The next call for a grading gets a 503. Returns the function that undoes it. */
  failNextRead(): Promise<() => Promise<void>>;
  /** Moves the mock's clock ahead. Absent when the mock was not started for the certification. */
  advanceDays?(days: number): Promise<void>;
}

/** The differences to the webhook that CHCK would send. */
export interface DeliveryChanges {
  outcome?: Outcome;
  /** The body as sent. */
  body?: string;
  transfer?: Transfer;
  /** Returns the signature headers. Default: those of the secret, signed now. */
  sign?: (messageId: string, body: string) => Record<string, string>;
}

export interface ProbeOptions {
  mock: CertifyingMock;
  handlerUrl: string;
  /** The key bytes to sign with; undefined sends no signature. */
  signingKey: Buffer | undefined;
  /** How long the handler may take to respond, in ms. */
  timeoutMs: number;
  /** How long to wait for the calls that a delivery causes, in ms. */
  patienceMs: number;
  /** Calls are counted once no further call has arrived for this long, in ms. */
  settleMs: number;
  /** Whether the owner of the handler says that reading a grading twice changes nothing. Default: false. */
  readsAreIdempotent?: boolean | undefined;
}

/** Where the cases run: the handler on one side, the mock that sees its calls on the other. */
export class HandlerProbe {
  readonly mock: CertifyingMock;
  readonly signingKey: Buffer | undefined;
  readonly patienceMs: number;
  readonly readsAreIdempotent: boolean;
  /** The result of every delivery so far. */
  readonly deliveries: DeliveryResult[] = [];
  readonly #options: ProbeOptions;

  constructor(options: ProbeOptions) {
    this.mock = options.mock;
    this.signingKey = options.signingKey;
    this.patienceMs = options.patienceMs;
    this.readsAreIdempotent = options.readsAreIdempotent ?? false;
    this.#options = options;
  }

  /** The id of no grading. */
  unknownId(): string {
    return randomUUID();
  }

  /** Delivers a webhook about a grading as CHCK would, except for the changes. */
  async deliver(gradingId: string, changes: DeliveryChanges = {}): Promise<DeliveryResult> {
    const { outcome = 'success', body = webhookBody(gradingId, outcome), transfer = 'plain', sign } = changes;
    const messageId = messageIdOf(gradingId, outcome);
    const headers = sign?.(messageId, body) ?? this.signature(messageId, body);
    const { handlerUrl: url, timeoutMs } = this.#options;
    const result = await sendWebhook({ url, headers, body, transfer, timeoutMs });
    this.deliveries.push(result);
    return result;
  }

  /** Signature headers, signed `agedSeconds` ago; none without a secret. */
  signature(
    messageId: string,
    body: string,
    agedSeconds = 0,
    key: Buffer | undefined = this.signingKey,
  ): Record<string, string> {
    if (key === undefined) return {};
    return signatureHeaders(key, messageId, Math.floor(Date.now() / 1000) - agedSeconds, body);
  }

  /** Every call for a grading: waits for `atLeast` calls or the end of `patienceMs`, then until no further call arrives. */
  async callsFor(gradingId: string, atLeast = 1): Promise<SeenCall[]> {
    const { mock } = this;
    let calls = await mock.callsFor(gradingId, atLeast, this.patienceMs);
    for (let seen = -1; calls.length > seen && calls.length > 0; ) {
      seen = calls.length;
      calls = await mock.callsFor(gradingId, seen + 1, this.#options.settleMs);
    }
    return calls;
  }
}
