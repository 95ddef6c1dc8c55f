import { randomBytes } from 'node:crypto';
import type { MemoryPart } from '../memory.js';
import type { SettledEvent } from '../services/settled-event.js';
import { Submissions } from './submissions.js';

/** How something went, said once on the next page. It never contains a secret. */
export interface Notice {
  kind: 'done' | 'failed';
  text: string;
}

/** Somebody who is signed in, as an account of the world. */
export interface SignIn {
  readonly id: string;
  accountId: number;
  notice: Notice | undefined;
  /** What became due when this person last advanced the clock. */
  settled: readonly SettledEvent[] | undefined;
  readonly submissions: Submissions;
}

/** Above this number the oldest ends. */
const MAX_SIGN_INS = 1000;

/** The sign-ins to the portal. They are in memory, so a restart or a reset ends them. */
export class SignIns implements MemoryPart {
  readonly #signIns = new Map<string, SignIn>();

  start(accountId: number): SignIn {
    const id = randomBytes(32).toString('base64url');
    const signIn = { id, accountId, notice: undefined, settled: undefined, submissions: new Submissions() };
    this.#signIns.set(id, signIn);
    const [oldest] = this.#signIns.keys();
    if (this.#signIns.size > MAX_SIGN_INS && oldest !== undefined) this.#signIns.delete(oldest);
    return signIn;
  }

  find(id: string | undefined): SignIn | undefined {
    return id === undefined ? undefined : this.#signIns.get(id);
  }

  end(id: string): void {
    this.#signIns.delete(id);
  }

  clear(): void {
    this.#signIns.clear();
  }

  save(): () => void {
    const saved = [...this.#signIns];
    return () => {
      this.#signIns.clear();
      for (const [id, signIn] of saved) this.#signIns.set(id, { ...signIn, submissions: new Submissions() });
    };
  }
}
