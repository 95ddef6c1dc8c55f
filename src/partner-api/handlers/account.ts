import type { Store } from '../../store/store.js';
import type { Handlers } from '../call.js';
import { ApiError } from '../errors.js';
import { formatAccount } from '../formatters/account.js';

/** Health and account (contract §2, §4). */
export function accountHandlers(store: Store): Pick<Handlers, 'getHealth' | 'getAccount'> {
  return {
    async getHealth() {
      return { status: 200, body: { status: 'ok' } };
    },

    async getAccount({ caller }) {
      const account = await store.accounts.find(caller.accountId);
      if (account === undefined) throw new ApiError('key_not_usable', 'The account of this key is gone.');
      return { status: 200, body: formatAccount({ ...account, userId: caller.userId }) };
    },
  };
}
