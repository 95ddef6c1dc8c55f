import type { Account } from '../../store/accounts.js';
import { type FirstStep, firstSteps } from '../first-use.js';
import type { Draft } from '../sign-ins.js';
import { FirstUseSteps } from './first-use.js';
import { Brand, Document } from './frame.js';

interface SignInProps {
  /** Undefined before the admin token was given. */
  accounts: readonly Account[] | undefined;
  /** The address to open after the sign-in. */
  next: string;
  /** The form to show after the sign-in. */
  draft: Draft | undefined;
  /** The steps of a first use that the first account has done; undefined when there is no account. */
  done: readonly FirstStep[] | undefined;
  /** What is wrong with the last attempt. */
  problem: string | undefined;
}

/** The page on which people choose the account to sign in as. */
export function SignInPage({ accounts, next, draft, done, problem }: SignInProps) {
  return (
    <Document title="Sign in">
      <main class="sign-in" id="main">
        <Brand />
        <h1>Sign in</h1>
        <p>
          This is a local mock of the CHCK partner portal.{' '}
          {accounts === undefined
            ? 'Enter the admin token that the mock was started with.'
            : 'Choose an account of its world. There is no password.'}
        </p>
        {draft && (
          <p class="notice failed" role="alert">
            You were signed out. Your form is kept and shown after the sign-in.
          </p>
        )}
        {problem && (
          <p class="notice failed" role="alert">
            {problem}
          </p>
        )}
        <form method="post" action="/dashboard/sign-in">
          <input type="hidden" name="next" value={next} />
          {draft && (
            <>
              <input type="hidden" name="draft-action" value={draft.action} />
              <input type="hidden" name="draft-body" value={draft.body} />
              <input type="hidden" name="draft-from" value={draft.from} />
            </>
          )}
          {accounts === undefined ? <AdminTokenField /> : <AccountList accounts={accounts} />}
        </form>
        {accounts !== undefined && done !== undefined && done.length < firstSteps.length && (
          <section aria-labelledby="first-use-title">
            <h2 id="first-use-title">First use</h2>
            <p>The overview leads through these steps.</p>
            <FirstUseSteps done={done} />
          </section>
        )}
      </main>
    </Document>
  );
}

function AdminTokenField() {
  return (
    <>
      <div class="field">
        <label for="field-token">Admin token</label>
        <input id="field-token" name="token" type="password" autocomplete="current-password" required />
      </div>
      <button type="submit">Continue</button>
    </>
  );
}

function AccountList({ accounts }: { accounts: readonly Account[] }) {
  if (accounts.length === 0) {
    return <p>This world has no account. `chck reset --world default` creates one.</p>;
  }
  return (
    <ul class="accounts">
      {accounts.map(({ id, name, email, role, userId }) => (
        <li key={id}>
          <button type="submit" name="account" value={id}>
            <bdi class="strong">{name}</bdi>
            <small>
              <bdi>{email}</bdi>
              {role !== 'partner' && <span class="badge">{role}</span>}
              {role === 'partner' && userId === null && <span class="badge">no user</span>}
            </small>
          </button>
        </li>
      ))}
    </ul>
  );
}
