import type * as wire from '../../contract/names.js';
import type { Account } from '../../store/accounts.js';

/** The partner account that calls, without anything secret; the body is not published (contract §4, assumed). */
export function formatAccount(account: Account & { userId: number }): wire.Account {
  return {
    id: account.id,
    email: account.email,
    name: account.name,
    role: 'partner',
    user_id: account.userId,
    created_at: account.createdAt,
  };
}
