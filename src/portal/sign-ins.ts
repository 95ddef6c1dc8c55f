import { randomBytes } from 'node:crypto';
import type { AdminToken } from '../http/admin-token.js';
import type { MemoryPart } from '../memory.js';
import type { ScenarioRun } from '../services/run-scenario.js';
import type { SettledEvent } from '../services/settled-event.js';
import type { Account } from '../store/accounts.js';
import { SIGN_INS } from '../store/settings.js';
import type { Store, Tables } from '../store/store.js';
import { sha256Hex } from '../tokens.js';
import type { Fields } from './form.js';
import type { Notice } from './page-result.js';
import { Submissions } from './submissions.js';

/** A form that was sent without a sign-in. */
export interface Draft {
  /** The path that it was sent to. */
  action: string;
  /** Its fields, encoded as a form. */
  body: string;
  /** The page that it was sent from. */
  from: string;
}

/** Somebody who is signed in, as an account of the world. */
export interface SignIn {
  notice: Notice | undefined;
  /** What became due when this person last advanced the clock. */
  settled: readonly SettledEvent[] | undefined;
  /** The form to show filled in. */
  draft: Draft | undefined;
  /** The key that the portal created for this person. */
  key: { id: number; token: string } | undefined;
  submissions: Submissions;
  /** The form of the switchboard as it was fired last. */
  fired: Fields | undefined;
  /** The scenario that this person ran last. */
  scenarioRun: { name: string; run: ScenarioRun } | undefined;
}

/** A sign-in with its account as it is now. */
export interface SignedIn {
  signIn: SignIn;
  account: Account;
}

/** The account of a sign-in as it was at the time. */
interface StoredSignIn {
  accountId: number;
  identity: string;
}

/** Above this number the oldest ends. */
const MAX_SIGN_INS = 200;

export interface SignInsDependencies {
  store: Store;
  /** Sign-ins end when the admin token changes. */
  adminToken: AdminToken | undefined;
}

/**
 * The sign-ins to the portal. The store has them too, so that they survive a restart. They end when their account is
 * no longer the same, as after a reset to another world.
 */
export class SignIns implements MemoryPart {
  readonly #store: Store;
  /** What changes with the admin token. */
  readonly #proof: string;
  /** By the hash of the sign-in's id, as in the store. */
  readonly #stored = new Map<string, StoredSignIn>();
  #isLoaded = false;
  readonly #signIns = new Map<string, SignIn>();

  constructor({ store, adminToken }: SignInsDependencies) {
    this.#store = store;
    this.#proof = adminToken?.proof ?? '';
  }

  /** Signs in as an account. Returns the id, which only the browser knows. */
  async start(account: Account): Promise<string> {
    const id = randomBytes(32).toString('base64url');
    await this.#change(() => {
      this.#stored.set(this.#hash(id), { accountId: account.id, identity: identityOf(account) });
      const [oldest] = this.#stored.keys();
      if (this.#stored.size > MAX_SIGN_INS && oldest !== undefined) this.#forget(oldest);
    });
    return id;
  }

  async find(id: string | undefined): Promise<SignedIn | undefined> {
    if (id === undefined) return undefined;
    if (!this.#isLoaded) (await this.load(this.#store))();
    const hash = this.#hash(id);
    const stored = this.#stored.get(hash);
    if (stored === undefined) return undefined;
    const account = await this.#store.accounts.find(stored.accountId);
    if (account === undefined || identityOf(account) !== stored.identity) return undefined;
    const signIn = this.#signIns.get(hash) ?? newSignIn();
    this.#signIns.set(hash, signIn);
    return { signIn, account };
  }

  async end(id: string): Promise<void> {
    await this.#change(() => this.#forget(this.#hash(id)));
  }

  /** Reads the sign-ins from the store, and returns the function that puts them in place. */
  async load({ settings }: Tables): Promise<() => void> {
    const stored = (await settings.get<Record<string, StoredSignIn>>(SIGN_INS)) ?? {};
    return () => {
      this.#isLoaded = true;
      for (const hash of this.#stored.keys()) if (stored[hash] === undefined) this.#forget(hash);
      for (const [hash, signIn] of Object.entries(stored)) this.#stored.set(hash, signIn);
    };
  }

  /** Forgets the notices and results. People stay signed in. */
  clear(): void {
    for (const signIn of this.#signIns.values()) Object.assign(signIn, newSignIn());
  }

  save(): () => void {
    return () => this.clear();
  }

  #forget(hash: string): void {
    this.#stored.delete(hash);
    this.#signIns.delete(hash);
  }

  /** Changes the sign-ins as the store has them, since another instance may have changed them. */
  async #change(change: () => void): Promise<void> {
    await this.#store.transaction(async (tables) => {
      (await this.load(tables))();
      change();
      await tables.settings.set(SIGN_INS, Object.fromEntries(this.#stored));
    });
  }

  #hash(id: string): string {
    return sha256Hex(`${this.#proof} ${id}`);
  }
}

function newSignIn(): SignIn {
  return {
    notice: undefined,
    settled: undefined,
    draft: undefined,
    key: undefined,
    submissions: new Submissions(),
    fired: undefined,
    scenarioRun: undefined,
  };
}

/** What distinguishes an account from another one that has its id after a reset. */
function identityOf({ id, email, name, createdAt }: Account): string {
  return JSON.stringify([id, email, name, createdAt]);
}
