import { randomUUID } from 'node:crypto';
import type { SeenCall } from '../diagnosis/readiness/evidence.js';
import type { Outcome } from '../store/webhook-targets.js';
import { messageIdOf, webhookBody } from '../webhooks/payload.js';
import { signatureHeaders } from '../webhooks/signature.js';
import { type Reaction, sendWebhook, type Transfer } from './send-webhook.js';

/** What a certification needs of the mock that the handler's calls go to. */
export interface CertifyingMock {
  /** Has a grading end, and no webhook go to the account's own targets; gives its id. */
  endGrading(outcome: Outcome): Promise<string>;
  /** The calls for a grading that have come, at the latest after `timeoutMs`, as soon as there are `count`. */
  callsFor(gradingId: string, count: number, timeoutMs: number): Promise<SeenCall[]>;
  /** Has the next call for a grading answered with 503; the function that it gives takes that back. */
  failNextRead(): Promise<() => Promise<void>>;
  /** Moves the mock's clock ahead by days; absent where the mock is not the certification's own. */
  passDays?(days: number): Promise<void>;
}

/** What differs from the webhook that CHCK would send. */
export interface DeliveryTwist {
  outcome?: Outcome;
  /** The bytes of the body. */
  body?: string;
  transfer?: Transfer;
  /** Makes the signature headers; those of the secret, signed now, unless told. */
  sign?: (messageId: string, body: string) => Record<string, string>;
}

export interface StageOptions {
  mock: CertifyingMock;
  handlerUrl: string;
  /** The key bytes to sign with; undefined sends no signature. */
  signingKey: Buffer | undefined;
  /** How long the handler may take to answer, in ms. */
  timeoutMs: number;
  /** How long to wait for the calls that a delivery causes, in ms. */
  patienceMs: number;
  /** How long nothing more must come before calls are counted, in ms. */
  settleMs: number;
}

/** Where the cases play: the handler on one side, the mock that sees its calls on the other. */
export class Stage {
  readonly mock: CertifyingMock;
  readonly signingKey: Buffer | undefined;
  readonly patienceMs: number;
  readonly #options: StageOptions;

  constructor(options: StageOptions) {
    this.mock = options.mock;
    this.signingKey = options.signingKey;
    this.patienceMs = options.patienceMs;
    this.#options = options;
  }

  /** An id that no grading has. */
  unknownId(): string {
    return randomUUID();
  }

  /** Delivers a webhook about a grading, as CHCK would but for the twist. */
  async deliver(gradingId: string, twist: DeliveryTwist = {}): Promise<Reaction> {
    const { outcome = 'success', body = webhookBody(gradingId, outcome), transfer = 'plain', sign } = twist;
    const messageId = messageIdOf(gradingId, outcome);
    const headers = sign?.(messageId, body) ?? this.signature(messageId, body);
    const { handlerUrl: url, timeoutMs } = this.#options;
    return sendWebhook({ url, headers, body, transfer, timeoutMs });
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

  /** Every call for a grading, once so many have come or patience is over, and nothing more comes. */
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
