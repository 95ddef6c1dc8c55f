import type { Clock } from '../clock.js';
import { InvalidArgumentError, NotFoundError } from '../errors.js';
import type { Store } from '../store/store.js';
import type { Outcome, WebhookTarget } from '../store/webhook-targets.js';

const MAX_URL_LENGTH = 2048;

/** Where users want their webhooks sent (contract §8). */
export class TargetService {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** The targets of a user, the oldest first. */
  async list(userId: number): Promise<WebhookTarget[]> {
    return this.#store.webhookTargets.list(userId);
  }

  /** Registers a target; the same outcome and URL twice are two targets. Throws InvalidArgumentError. */
  async create(userId: number, outcome: Outcome, url: string): Promise<WebhookTarget> {
    assertTargetUrl(url);
    return this.#store.webhookTargets.add({ userId, outcome, url, createdAt: this.#clock.now() });
  }

  /** Removes a target, whoever owns it. Throws NotFoundError. */
  async removeAny(targetId: number): Promise<void> {
    const target = await this.#store.webhookTargets.find(targetId);
    if (target === undefined) throw new NotFoundError(`There is no webhook target with id ${targetId}.`);
    await this.remove(target.userId, targetId);
  }

  /** Removes a target; what is not yet delivered to it is given up. Throws NotFoundError for another's or none. */
  async remove(userId: number, targetId: number): Promise<void> {
    await this.#store.transaction(async ({ webhookTargets, deliveries }) => {
      if (!(await webhookTargets.remove(userId, targetId))) {
        throw new NotFoundError(`This user has no webhook target with id ${targetId}.`);
      }
      await deliveries.cancelForTarget(targetId, this.#clock.now());
    });
  }
}

/** Throws InvalidArgumentError unless webhooks can be sent to `url`: absolute, http or https (contract §8). */
export function assertTargetUrl(url: string, field = 'url'): void {
  const seen = url.length > 80 ? `${url.slice(0, 80)}…` : url;
  const refuse = (problem: string) => {
    throw new InvalidArgumentError(
      field,
      `${field} must be an absolute http or https URL such as https://partner.example/webhooks; ${problem}: "${seen}".`,
    );
  };
  if (url.length > MAX_URL_LENGTH) refuse(`it has more than ${MAX_URL_LENGTH} characters`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a URL parser drops them silently, so they are looked for.
  if (/[\u0000-\u0020\u007f]/.test(url)) refuse('it has blanks or control characters');
  if (!URL.canParse(url)) refuse('it is not a URL');
  const { protocol, hostname } = new URL(url);
  if ((protocol !== 'http:' && protocol !== 'https:') || hostname === '') refuse('its scheme is another');
}
