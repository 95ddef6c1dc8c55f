import { request } from 'node:http';
import type { WebhookFault } from './faults/fault.js';
import type { Account, Grading, State, Target } from './state.js';
import type { Switches } from './switches.js';

interface Delivery {
  account: Account;
  target: Target;
  payload: string;
  attempts: number;
  dueAt: number;
  busy: boolean;
  done: boolean;
}

/** Sends webhooks at least once: at once, then by a schedule on the movable clock. */
export class Webhooks {
  private readonly deliveries: Delivery[] = [];
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly state: State,
    private readonly switches: Switches,
    private readonly timeout: number,
    private readonly fault: WebhookFault,
  ) {
    this.timer = setInterval(() => this.run(), 40);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  enqueue(account: Account, grading: Grading): void {
    const outcome = grading.result === 'failed' ? 'failure' : 'success';
    const everywhere = this.switches.bugs.has('webhook-goes-to-every-outcome');
    const ghosts = this.switches.bugs.has('deleted-target-still-gets-webhooks') ? account.removed : [];
    const targets = [...account.targets, ...ghosts];
    for (const target of this.fault.targets?.(targets) ?? targets) {
      if (target.outcome !== outcome && !everywhere) continue;
      this.deliveries.push({
        account,
        target,
        payload: JSON.stringify(this.payloadOf(account, grading, outcome)),
        attempts: 0,
        dueAt: this.state.now() + (this.switches.variations.has('late-webhooks') ? 60 : 0),
        busy: false,
        done: false,
      });
    }
    if (!this.switches.variations.has('late-webhooks')) this.run();
  }

  private payloadOf(account: Account, grading: Grading, outcome: string): unknown {
    const payload = { grading_session_id: grading.id, outcome };
    return this.fault.payload?.(payload, account) ?? payload;
  }

  run(): void {
    for (const delivery of this.deliveries) {
      if (delivery.busy || delivery.done || delivery.dueAt > this.state.now()) continue;
      const known = delivery.account.targets.includes(delivery.target);
      if (!known && !this.switches.bugs.has('deleted-target-still-gets-webhooks')) delivery.done = true;
      else this.attempt(delivery);
    }
  }

  private attempt(delivery: Delivery): void {
    delivery.busy = true;
    delivery.attempts += 1;
    let settled = false;
    const settle = (status: number | null): void => {
      if (settled) return;
      settled = true;
      const { bugs } = this.switches;
      const good = status !== null && status >= 200 && status < 300;
      const seen = this.fault.isSuccess?.(status, delivery.attempts) ?? good;
      const success = seen && !(bugs.has('webhook-retries-after-204') && status === 204);
      delivery.done = success || bugs.has('webhook-is-sent-once');
      delivery.dueAt = this.state.now() + Math.min(3_600_000, 5000 * 2 ** delivery.attempts);
      delivery.busy = false;
    };
    const outgoing = request(this.fault.url?.(delivery.target.url) ?? delivery.target.url, {
      method: this.fault.method ?? 'POST',
      timeout: this.timeout,
      agent: false,
      headers: {
        'content-type': this.fault.type ?? 'application/json',
        'content-length': Buffer.byteLength(delivery.payload),
      },
    });
    outgoing.on('response', (response) => {
      response.resume();
      settle(response.statusCode ?? null);
    });
    outgoing.on('timeout', () => outgoing.destroy());
    outgoing.on('error', () => settle(null));
    outgoing.on('close', () => settle(null));
    outgoing.end(delivery.payload);
  }
}
