import { randomBytes } from 'node:crypto';
import type { MemoryPart } from '../memory.js';
import type { SettledEvent } from '../services/clock.js';

/** Said once on the next page: how something went. No secret is ever in it. */
export interface Notice {
  kind: 'done' | 'failed';
  text: string;
}

/** Someone who is signed in, as an account of the world. */
export interface SignIn {
  readonly id: string;
  accountId: number;
  notice: Notice | undefined;
  /** What fell due when this visitor last moved the clock. */
  settled: readonly SettledEvent[] | undefined;
  /** The forms that were sent and must not be sent twice. */
  readonly spentForms: Set<string>;
}

/** More than this at once is not expected of a local mock; the oldest go first. */
const MAX_SIGN_INS = 1000;
const MAX_SPENT_FORMS = 200;

/** The sign-ins of the portal: in memory, so a restart or a reset signs everyone out. */
export class SignIns implements MemoryPart {
  readonly #signIns = new Map<string, SignIn>();

  /** Signs in as an account. */
  start(accountId: number): SignIn {
    const id = randomBytes(32).toString('base64url');
    const signIn = { id, accountId, notice: undefined, settled: undefined, spentForms: new Set<string>() };
    this.#signIns.set(id, signIn);
    if (this.#signIns.size > MAX_SIGN_INS) forgetOldest(this.#signIns);
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
    const saved = [...this.#signIns.values()].map(copyOf);
    return () => {
      this.#signIns.clear();
      for (const signIn of saved) this.#signIns.set(signIn.id, copyOf(signIn));
    };
  }
}

/** Takes a form once: false when this very form was sent before, as by the browser's back and reload. */
export function spendForm({ spentForms }: SignIn, form: string | undefined): boolean {
  if (form === undefined) return true;
  if (spentForms.has(form)) return false;
  spentForms.add(form);
  if (spentForms.size > MAX_SPENT_FORMS) forgetOldest(spentForms);
  return true;
}

function copyOf(signIn: SignIn): SignIn {
  return { ...signIn, spentForms: new Set(signIn.spentForms) };
}

function forgetOldest(kept: Map<string, unknown> | Set<string>): void {
  const oldest = kept.keys().next();
  if (!oldest.done) kept.delete(oldest.value);
}
