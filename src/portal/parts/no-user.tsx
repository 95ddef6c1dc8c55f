import type { Account } from '../../store/accounts.js';
import { Empty } from './empty.js';

/** What an account without a CHCK user sees where its user's things would be (contract §2). */
export function NoUser({ account }: { account: Account }) {
  return (
    <Empty title="This account has no CHCK user">
      {account.name} owns no cards and no gradings, and its keys get 403 <code>key_not_usable</code>. Sign in
      as another account to see some.
    </Empty>
  );
}
