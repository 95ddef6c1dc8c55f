import type { Exchange } from '../client/exchange.js';
import { isObject } from '../client/json.js';
import { pathOf } from '../client/operations.js';
import { transmit } from '../client/transport.js';
import type { SuiteConfig } from './config.js';

/** The webhook targets that the run has registered and not removed yet. */
export class RegisteredTargets {
  /** The headers that registered a target, by the URL that removes it. */
  readonly #open = new Map<string, Record<string, string>>();

  constructor(private readonly config: Pick<SuiteConfig, 'baseUrl' | 'timeout'>) {}

  /** Follows a response of the target. */
  saw({ operationId, status, body, request }: Exchange): void {
    if (status !== 200 && status !== 201 && status !== 204) return;
    if (operationId === 'deleteWebhookTarget') this.#open.delete(request.url);
    if (operationId !== 'createWebhookTarget' || !isObject(body)) return;
    const { id } = body;
    if (typeof id !== 'number' && typeof id !== 'string') return;
    const { 'content-type': _type, ...headers } = request.headers;
    this.#open.set(this.config.baseUrl + pathOf('deleteWebhookTarget', id), headers);
  }

  /** Removes all of them. A target that cannot be removed is left. */
  async removeAll(): Promise<void> {
    const requests = [...this.#open].map(([url, headers]) =>
      transmit(
        { method: 'DELETE', path: url.slice(this.config.baseUrl.length), url, headers },
        this.config.timeout,
      ),
    );
    this.#open.clear();
    await Promise.allSettled(requests);
  }
}
