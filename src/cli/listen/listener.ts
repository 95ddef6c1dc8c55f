import { parseJsonObject } from '../../json.js';
import { verifyWebhook, type WebhookRefusal, WebhookVerificationError } from '../../webhooks/signature.js';
import type { Terminal } from '../terminal.js';
import { forward } from './forward.js';
import {
  arrivalText,
  type FinishedWebhook,
  jsonLine,
  type Output,
  type ReceivedWebhook,
  responseText,
} from './printer.js';
import type { IncomingWebhook, WebhookResponse } from './receiver.js';
import type { Registration } from './registration.js';
import { type ScriptedResponse, scriptedResponse } from './response-script.js';

export interface ListenerOptions {
  script: readonly ScriptedResponse[];
  /** Delay before each response, in ms. Default: none. */
  delayMs: number | undefined;
  /** `whsec_…`: a webhook that is not signed with it gets 401. */
  secret: string | undefined;
  /** The handler that responds instead of the script. */
  forwardTo: string | undefined;
  /** Number of webhooks to receive. Default: until the terminal is interrupted. */
  count: number | undefined;
  output: Output | 'json';
}

/** A received webhook with the response that is to be sent. */
export interface Decision {
  received: ReceivedWebhook;
  response: WebhookResponse;
  signature: FinishedWebhook['signature'];
  problem: string | null;
}

const FORWARD_TIMEOUT_MS = 60_000;

/** Decides on the response to each webhook and prints what happened. */
export class Listener {
  /** Resolves when the requested number of webhooks has a response, or when the terminal is interrupted. */
  readonly ended: Promise<void>;
  readonly #terminal: Terminal;
  readonly #registration: () => Registration;
  readonly #options: ListenerOptions;
  #end: () => void = () => undefined;
  #received = 0;
  #finished = 0;

  constructor(terminal: Terminal, registration: () => Registration, options: ListenerOptions) {
    this.#terminal = terminal;
    this.#registration = registration;
    this.#options = options;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
      if (terminal.interrupted.aborted) resolve();
      terminal.interrupted.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  /** Number of webhooks received. */
  get received(): number {
    return this.#received;
  }

  /** Prints that a webhook has arrived, and decides on its response after the requested delay. */
  readonly receive = async (webhook: IncomingWebhook): Promise<Decision> => {
    const index = this.#received;
    this.#received += 1;
    const received = await this.#describe(webhook);
    const { output } = this.#options;
    if (output !== 'json') this.#print(arrivalText(this.#terminal, output, received));
    await this.#delay(webhook.abandoned);
    return { received, ...(await this.#decide(webhook, index)) };
  };

  /** Prints the response that was sent, or that the sender closed the connection before it. */
  readonly finished = ({ received, response, signature, problem }: Decision, sent: boolean): void => {
    const { output } = this.#options;
    const status = typeof response === 'object' ? response.status : response;
    const abandoned = !sent && response !== 'timeout';
    const webhook: FinishedWebhook = {
      ...received,
      response: abandoned ? 'abandoned' : status,
      signature,
      problem: abandoned ? `The sender closed the connection before the response (${status}).` : problem,
    };
    this.#print(output === 'json' ? jsonLine(webhook) : responseText(this.#terminal, output, webhook));
    this.#finished += 1;
    if (this.#finished === this.#options.count) this.#end();
  };

  async #describe({ path, headers, body: bytes }: IncomingWebhook): Promise<ReceivedWebhook> {
    const registration = this.#registration();
    const body = bytes.toString('utf8');
    const { outcome, grading_session_id: grading } = parseJsonObject(body);
    return {
      at: new Date().toISOString(),
      path,
      headers,
      body,
      place: await registration.placeOf(path, body),
      targetId: registration.targetAt(path)?.id ?? null,
      outcome: typeof outcome === 'string' ? outcome : null,
      grading: typeof grading === 'string' ? grading : null,
    };
  }

  async #decide(webhook: IncomingWebhook, index: number): Promise<Omit<Decision, 'received'>> {
    const { secret, script, forwardTo } = this.#options;
    const refusal = secret === undefined ? undefined : await this.#refusal(webhook, secret);
    if (refusal !== undefined) {
      return { response: 401, signature: refusal.code, problem: refusal.message };
    }
    const signature = secret === undefined ? null : 'verified';
    if (forwardTo === undefined) {
      return { response: scriptedResponse(script, index), signature, problem: null };
    }
    const { rawHeaders, body, abandoned } = webhook;
    const deadline = AbortSignal.timeout(FORWARD_TIMEOUT_MS);
    const signal = AbortSignal.any([abandoned, this.#terminal.interrupted, deadline]);
    try {
      const response = await forward(forwardTo, rawHeaders, body, signal);
      return { response, signature, problem: null };
    } catch (error) {
      const reason = deadline.aborted
        ? `within ${FORWARD_TIMEOUT_MS / 1000} s`
        : `(${error instanceof Error && error.message !== '' ? error.message : 'no connection'})`;
      const problem = `${withoutCredentials(forwardTo)} did not respond ${reason}; the mock gets 502 and retries.`;
      return { response: 502, signature, problem };
    }
  }

  /** Why a webhook is not genuine; undefined when it is. Its timestamp is real time or the time of the mock's clock. */
  async #refusal(webhook: IncomingWebhook, secret: string): Promise<WebhookVerificationError | undefined> {
    const refusal = refusalAt(webhook, secret, Date.now());
    const byAge: readonly (WebhookRefusal | undefined)[] = ['too_old', 'too_new'];
    if (!byAge.includes(refusal?.code)) return refusal;
    return refusalAt(webhook, secret, await this.#registration().nowMs());
  }

  #delay(abandoned: AbortSignal): Promise<void> {
    const { delayMs } = this.#options;
    const ended = AbortSignal.any([abandoned, this.#terminal.interrupted]);
    if (delayMs === undefined || ended.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const settle = () => {
        clearTimeout(timer);
        ended.removeEventListener('abort', settle);
        resolve();
      };
      const timer = setTimeout(settle, delayMs);
      ended.addEventListener('abort', settle);
    });
  }

  #print(text: string | undefined): void {
    if (text !== undefined) this.#terminal.out(text);
  }
}

function refusalAt(
  { body, headers }: IncomingWebhook,
  secret: string,
  now: number,
): WebhookVerificationError | undefined {
  try {
    verifyWebhook(body, headers, secret, { now });
  } catch (error) {
    if (error instanceof WebhookVerificationError) return error;
    // The signature is valid but the body is not JSON, which the handler judges.
    if (!(error instanceof SyntaxError)) throw error;
  }
  return undefined;
}

/** A URL for people, without its user info. */
function withoutCredentials(url: string): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.href;
}
