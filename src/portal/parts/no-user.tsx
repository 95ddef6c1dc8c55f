import type { Account } from '../../store/accounts.js';
import { Empty } from './empty.js';

/** Shown to an account without a CHCK user in place of its data (contract §2). */
export function NoUser({ account }: { account: Account }) {
  return (
    <Empty title="This account has no CHCK user">
      {account.name} has no cards and no gradings, and its keys get 403 <code>key_not_usable</code>. Sign in
      as another account to see data.
    </Empty>
  );
}
