import { isObject } from '../client/json.js';
import { NotChecked } from '../rules/outcome.js';
import type { DriverAccount, DriverMethod, Id } from './driver.js';

/** Thrown when the driver itself failed; the rule is then neither passed nor failed. */
export class DriverFailed extends Error {
  readonly code = 'driver_failed';

  constructor(method: string, reason: string) {
    super(`The driver's ${method}() ${reason}`);
    this.name = 'DriverFailed';
  }
}

const isId = (value: unknown): value is Id => typeof value === 'string' || typeof value === 'number';

/** Calls the driver, which lives in the runner's process, and checks what it returns. */
export class DriverClient {
  constructor(private readonly at: { url: string; methods: string[] } | null) {}

  has(method: DriverMethod): boolean {
    return this.at?.methods.includes(method) ?? false;
  }

  private async call(method: DriverMethod, input: object): Promise<unknown> {
    if (this.at === null || !this.has(method)) throw new NotChecked(`the driver has no ${method}()`);
    const response = await fetch(`${this.at.url}/${method}`, { method: 'POST', body: JSON.stringify(input) });
    const reply: unknown = await response.json();
    if (!isObject(reply)) throw new DriverFailed(method, 'could not be reached');
    if (typeof reply.error === 'string') throw new DriverFailed(method, `threw: ${reply.error}`);
    return reply.result;
  }

  async createAccount(input: { cards: number; gradings: number; usable: boolean }): Promise<DriverAccount> {
    const made = await this.call('createAccount', input);
    if (!isObject(made) || !isId(made.accountId) || typeof made.token !== 'string')
      throw new DriverFailed('createAccount', 'must give { accountId, token }');
    return {
      accountId: made.accountId,
      token: made.token,
      ...(isId(made.keyId) ? { keyId: made.keyId } : {}),
    };
  }

  async createKey(input: { accountId: Id }): Promise<{ keyId: Id; token: string }> {
    const made = await this.call('createKey', input);
    if (!isObject(made) || !isId(made.keyId) || typeof made.token !== 'string')
      throw new DriverFailed('createKey', 'must give { keyId, token }');
    return { keyId: made.keyId, token: made.token };
  }

  async revokeKey(input: { accountId: Id; keyId: Id }): Promise<void> {
    await this.call('revokeKey', input);
  }

  async lastUsedAt(input: { accountId: Id; keyId: Id }): Promise<string | null> {
    const at = await this.call('lastUsedAt', input);
    if (at === null || at === undefined) return null;
    if (typeof at !== 'string') throw new DriverFailed('lastUsedAt', 'must give a date-time or null');
    return at;
  }

  async completeGrading(input: {
    accountId: Id;
    outcome: 'success' | 'failure';
    capture: 'full' | 'two-image';
  }): Promise<string> {
    const made = await this.call('completeGrading', input);
    if (!isObject(made) || typeof made.gradingSessionId !== 'string')
      throw new DriverFailed('completeGrading', 'must give { gradingSessionId }');
    return made.gradingSessionId;
  }

  async advanceClock(seconds: number): Promise<void> {
    await this.call('advanceClock', { seconds });
  }
}
