import { verifyWebhook, type WebhookRefusal, WebhookVerificationError } from '../../webhooks/signature.js';
import type { Terminal } from '../terminal.js';
import { answerAt, type ScriptedResponse } from './answer-script.js';
import { forward } from './forward.js';
import { humanLines, jsonLine, type Output } from './printer.js';
import type { AttemptPlace, Registration } from './registration.js';
import type { IncomingWebhook, WebhookResponse } from './webhook-receiver.js';

export interface ListenerOptions {
  script: readonly ScriptedResponse[];
  /** The wait before each answer, in ms. */
  delayMs?: number;
  /** `whsec_…`: what is not signed with it is answered 401. */
  secret?: string;
  /** The handler that answers instead of the script. */
  forwardTo?: string;
  /** End after so many; when interrupted if absent. */
  count?: number;
  output: Output | 'json';
}

/** What is to be answered, and what is to be said of it. */
interface Verdict {
  answer: WebhookResponse;
  signature: 'verified' | WebhookRefusal | null;
  problem: string | null;
}

/** Decides on each webhook, prints it, and knows when there were enough. */
export class Listener {
  /** Resolves when so many webhooks are answered as were asked for, or when the terminal is interrupted. */
  readonly ended: Promise<void>;
  readonly #terminal: Terminal;
  readonly #registration: Registration;
  readonly #options: ListenerOptions;
  #end: () => void = () => undefined;
  #received = 0;
  #answered = 0;

  constructor(terminal: Terminal, registration: Registration, options: ListenerOptions) {
    this.#terminal = terminal;
    this.#registration = registration;
    this.#options = options;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
      if (terminal.interrupted.aborted) resolve();
      terminal.interrupted.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  /** How many webhooks came. */
  get received(): number {
    return this.#received;
  }

  /** Decides what a webhook gets, after the wait that was asked for. */
  readonly receive = async (webhook: IncomingWebhook): Promise<WebhookResponse> => {
    const turn = this.#received;
    this.#received += 1;
    const at = new Date().toISOString();
    const { path, headers } = webhook;
    const body = webhook.body.toString('utf8');
    const place = await this.#registration.placeOf(path, body);
    await this.#wait();
    const { answer, signature, problem } = await this.#decide(webhook, turn);
    this.#print({ at, path, headers, body, place, answer, signature, problem });
    return answer;
  };

  /** To be called when an answer is out. */
  readonly answered = (): void => {
    this.#answered += 1;
    if (this.#answered === this.#options.count) this.#end();
  };

  async #decide(webhook: IncomingWebhook, turn: number): Promise<Verdict> {
    const { secret, script, forwardTo } = this.#options;
    const refusal = secret === undefined ? undefined : await this.#refusal(webhook, secret);
    if (refusal !== undefined) return { answer: 401, signature: refusal.code, problem: refusal.message };
    const signature = secret === undefined ? null : 'verified';
    if (forwardTo === undefined) return { answer: answerAt(script, turn), signature, problem: null };
    try {
      const { rawHeaders, body } = webhook;
      const answer = await forward(forwardTo, rawHeaders, body, this.#terminal.interrupted);
      return { answer, signature, problem: null };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const problem = `${forwardTo} did not answer (${reason || 'no connection'}), so the mock gets 502 and tries again.`;
      return { answer: 502, signature, problem };
    }
  }

  /** Why a webhook is not genuine; undefined when it is. Its age is judged by the mock's clock, which may be moved. */
  async #refusal(
    { body, headers }: IncomingWebhook,
    secret: string,
  ): Promise<WebhookVerificationError | undefined> {
    try {
      verifyWebhook(body, headers, secret, { now: await this.#registration.nowMs() });
    } catch (error) {
      if (error instanceof WebhookVerificationError) return error;
      // The signature holds, but the body is no JSON: that is for the handler to judge.
      if (!(error instanceof SyntaxError)) throw error;
    }
    return undefined;
  }

  #wait(): Promise<void> {
    const { delayMs } = this.#options;
    const { interrupted } = this.#terminal;
    if (delayMs === undefined || interrupted.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        interrupted.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, delayMs);
      interrupted.addEventListener('abort', done);
    });
  }

  #print({ answer, ...webhook }: Verdict & Printed): void {
    const { output } = this.#options;
    const received = {
      ...webhook,
      ...fieldsOf(webhook.body),
      targetId: this.#registration.targetAt(webhook.path)?.id ?? null,
      answer: typeof answer === 'object' ? answer.status : answer,
    };
    const text = output === 'json' ? jsonLine(received) : humanLines(this.#terminal, output, received);
    if (text !== undefined) this.#terminal.out(text);
  }
}

interface Printed {
  at: string;
  path: string;
  headers: IncomingWebhook['headers'];
  body: string;
  place: AttemptPlace | undefined;
}

/** The documented fields of a payload (contract §8), where it has them. */
function fieldsOf(body: string): { outcome: string | null; session: string | null } {
  let payload: unknown;
  try {
    payload = JSON.parse(body);
  } catch {
    payload = undefined;
  }
  const field = (name: string) => {
    const value = typeof payload === 'object' && payload !== null ? Reflect.get(payload, name) : undefined;
    return typeof value === 'string' ? value : null;
  };
  return { outcome: field('outcome'), session: field('grading_session_id') };
}
