import { setTimeout as wait } from 'node:timers/promises';
import type { Sharing, Topic } from '../store/sharing.js';
import type { Store } from '../store/store.js';

export interface InstancesDependencies {
  store: Store;
  /** Called regularly, and after changes by other instances: there may be work to do. */
  wake: () => void;
  /** Deliveries are in flight at an instance that has ended. */
  recover: () => void;
  /** Another instance asks to end what runs for long. */
  interrupt: () => void;
  /** Called with internal errors. */
  onError: (error: unknown) => void;
}

/** The lease is renewed, and changes whose notices were lost are found, within this time. */
const BEAT_MS = 1000;
/** Notices within this time cause one look for work. */
const WAKE_AFTER_MS = 20;
/** How often an instance tries to hold the others while another one does. */
const HOLD_RETRY_MS = 50;
/** How long a hold waits for attempts that other instances have in flight. One of them may wait for the caller. */
const HOLD_WAIT_MS = 1000;
const SETTLED_WAIT_MS = 60_000;

/** The other instances on the same database: this one takes part in the work of all, and can hold the others. */
export class Instances {
  readonly #dependencies: InstancesDependencies;
  readonly #sharing: Sharing | undefined;
  readonly #listeners = new Set<(topic: Topic) => void>();
  #beat: NodeJS.Timeout | undefined;
  #wakeTimer: NodeJS.Timeout | undefined;
  /** Whether the hold of this instance could not be released, since the database was away. */
  #mustRelease = false;
  #lastError = '';
  #closed = false;

  constructor(dependencies: InstancesDependencies) {
    this.#dependencies = dependencies;
    this.#sharing = dependencies.store.sharing;
    this.#sharing?.onNotice((topic) => this.#receive(topic));
  }

  async start(): Promise<void> {
    if (this.#sharing === undefined) return;
    await this.#sharing.start();
    this.#beatLater(this.#sharing);
  }

  /** Calls `listener` with each change by another instance. Returns the function that ends this. */
  onChange(listener: (topic: Topic) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Runs `work` while the other instances begin no work of their own. What they have in flight is awaited for at most a
   * second, or abandoned. Throws when `signal` is aborted before.
   */
  async hold<Result>(
    inFlight: 'await' | 'abandon',
    work: () => Promise<Result>,
    signal: AbortSignal,
  ): Promise<Result> {
    const sharing = this.#sharing;
    if (sharing === undefined) return work();
    while (!(await sharing.tryHold())) await wait(HOLD_RETRY_MS, undefined, { signal });
    try {
      if (inFlight === 'await') await this.settled(HOLD_WAIT_MS);
      return await work();
    } finally {
      await this.#release(sharing);
    }
  }

  /** Resolves when the other instances have no attempt in flight, or after `timeoutMs`. */
  async settled(timeoutMs = SETTLED_WAIT_MS): Promise<void> {
    const { sharing, deliveries } = this.#dependencies.store;
    if (sharing === undefined) return;
    for (let waitedMs = 0; waitedMs < timeoutMs; waitedMs += HOLD_RETRY_MS) {
      if ((await deliveries.inFlightElsewhere(sharing.instance)).size === 0) return;
      await wait(HOLD_RETRY_MS);
    }
  }

  /** Asks the other instances to end what runs for long. */
  async interrupt(): Promise<void> {
    await this.#sharing?.notify('interrupt');
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#beat);
    clearTimeout(this.#wakeTimer);
  }

  #receive(topic: Topic): void {
    if (this.#closed) return;
    if (topic === 'interrupt') this.#dependencies.interrupt();
    if (topic === 'state') this.#sharing?.refresh().catch((error: unknown) => this.#report(error));
    if (topic === 'deliveries' || topic === 'gradings' || topic === 'hold') {
      this.#wakeTimer ??= setTimeout(() => {
        this.#wakeTimer = undefined;
        this.#dependencies.wake();
      }, WAKE_AFTER_MS);
    }
    for (const listener of this.#listeners) listener(topic);
  }

  #beatLater(sharing: Sharing): void {
    if (this.#closed) return;
    this.#beat = setTimeout(() => {
      this.#live(sharing)
        .then(
          () => {
            this.#lastError = '';
          },
          (error: unknown) => this.#report(error),
        )
        .finally(() => this.#beatLater(sharing));
    }, BEAT_MS);
  }

  async #live(sharing: Sharing): Promise<void> {
    const hasAbandoned = await sharing.renewLease();
    if (this.#mustRelease || sharing.holdsByMistake) await this.#release(sharing);
    await sharing.refresh();
    if (this.#closed) return;
    if (hasAbandoned) this.#dependencies.recover();
    this.#dependencies.wake();
  }

  async #release(sharing: Sharing): Promise<void> {
    this.#mustRelease = false;
    await sharing.releaseHold().catch((error: unknown) => {
      this.#mustRelease = true;
      this.#report(error);
    });
  }

  /** The same error is reported once, however long it lasts. */
  #report(error: unknown): void {
    if (String(error) === this.#lastError) return;
    this.#lastError = String(error);
    this.#dependencies.onError(error);
  }
}
