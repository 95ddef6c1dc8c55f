import type { Clock } from '../clock.js';
import { InvalidArgumentError, NotFoundError } from '../errors.js';
import { Listeners } from '../listeners.js';
import type { Store, Tables } from '../store/store.js';
import type { Outcome, WebhookTarget } from '../store/webhook-targets.js';
import { hasUsableCredentials, maskedUrl } from '../webhooks/target-url.js';
import { type AccountOption, findUserId } from './find-account.js';

export interface TargetInput {
  /** An absolute http or https URL. */
  url: string;
  /** Default: `success`. */
  outcome?: Outcome | undefined;
}

const MAX_URL_LENGTH = 2048;

/** The webhook targets of users (contract §8). */
export class TargetService {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #changes = new Listeners();

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** The targets of an account, the oldest first. Throws NotFoundError, ConflictError. */
  async list({ account }: AccountOption = {}): Promise<WebhookTarget[]> {
    return this.listForUser(await findUserId(this.#store, account));
  }

  /**
   * Registers a target; the same outcome and URL twice are two targets. Throws InvalidArgumentError, NotFoundError,
   * ConflictError.
   */
  async create({ account, ...input }: TargetInput & AccountOption): Promise<WebhookTarget> {
    assertTargetUrl(input.url);
    const target = await this.#store.transaction(async (tables) => {
      return this.#add(tables, await findUserId(tables, account), input);
    });
    this.#changes.emit();
    return target;
  }

  /**
   * Removes a target and cancels what is not yet delivered to it. With `account`, only a target of that account. Throws
   * NotFoundError.
   */
  async remove(id: number, { account }: AccountOption = {}): Promise<void> {
    await this.#store.transaction(async (tables) => {
      const owner = account === undefined ? undefined : await findUserId(tables, account);
      await this.#remove(tables, id, owner);
    });
    this.#changes.emit();
  }

  /** As `list`, for a caller of the Partner API. */
  async listForUser(userId: number): Promise<WebhookTarget[]> {
    return this.#store.webhookTargets.list(userId);
  }

  /** As `create`, for a caller of the Partner API. */
  async createForUser(userId: number, input: TargetInput): Promise<WebhookTarget> {
    assertTargetUrl(input.url);
    const target = await this.#add(this.#store, userId, input);
    this.#changes.emit();
    return target;
  }

  /** As `remove`, for a caller of the Partner API. */
  async removeForUser(userId: number, id: number): Promise<void> {
    await this.#store.transaction((tables) => this.#remove(tables, id, userId));
    this.#changes.emit();
  }

  /** Calls `listener` after a target was registered or removed. Returns the function that ends this. */
  onChange(listener: () => void): () => void {
    return this.#changes.add(listener);
  }

  async #add(
    tables: Tables,
    userId: number,
    { url, outcome = 'success' }: TargetInput,
  ): Promise<WebhookTarget> {
    return tables.webhookTargets.add({ userId, outcome, url, createdAt: this.#clock.now() });
  }

  async #remove(
    { webhookTargets, deliveries }: Tables,
    id: number,
    owner: number | undefined,
  ): Promise<void> {
    const target = await webhookTargets.find(id);
    if (target === undefined || (owner !== undefined && owner !== target.userId)) {
      throw new NotFoundError(
        `There is no webhook target with id ${id}${owner === undefined ? '' : ' of this account'}.`,
      );
    }
    await webhookTargets.remove(target.userId, id);
    await deliveries.cancelForTarget(id, this.#clock.now());
  }
}

/** Throws InvalidArgumentError unless webhooks can be sent to `url`: absolute, http or https (contract §8). */
export function assertTargetUrl(url: string, field = 'url'): void {
  const problem = problemOf(url);
  if (problem === undefined) return;
  const masked = maskedUrl(url);
  const shown = masked.length > 80 ? `${masked.slice(0, 80)}…` : masked;
  throw new InvalidArgumentError(
    field,
    `${field} must be an absolute http or https URL such as https://partner.example/webhooks; ${problem}: "${shown}".`,
  );
}

/** A scheme, two slashes and a host: URL parsers accept less, such as `https:user:password@host`. */
const ABSOLUTE = /^[a-z][a-z\d+.-]*:\/\/[^/\\]/i;

function problemOf(url: string): string | undefined {
  if (url.length > MAX_URL_LENGTH) return `it has more than ${MAX_URL_LENGTH} characters`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a URL parser drops them silently, so they are refused here.
  if (/[\u0000-\u0020\u007f]/.test(url)) return 'it has blanks or control characters';
  if (!ABSOLUTE.test(url) || !URL.canParse(url)) return 'it is not a URL';
  const { protocol, hostname } = new URL(url);
  const isHttp = protocol === 'http:' || protocol === 'https:';
  if (!isHttp || hostname === '') return 'its scheme is another';
  return hasUsableCredentials(url) ? undefined : 'its user info is not percent-encoded UTF-8';
}
