import type { ReferenceServer } from './server.js';
import type { Account } from './state.js';

/** What the reference server's operators can do, in the form that the suite asks of any driver. */
export function referenceDriver({ state, webhooks }: ReferenceServer) {
  const find = (accountId: string | number): Account => {
    const account = state.accounts.find((each) => each.id === accountId);
    if (account === undefined) throw new Error(`no account ${accountId}`);
    return account;
  };
  return {
    async createAccount(wanted: { cards: number; gradings: number; usable: boolean }) {
      const account = state.addAccount(wanted.cards, wanted.gradings, wanted.usable);
      const { key, token } = state.addKey(account);
      return { accountId: account.id, token, keyId: key.id };
    },
    async createKey(of: { accountId: string | number }) {
      const { key, token } = state.addKey(find(of.accountId));
      return { keyId: key.id, token };
    },
    async revokeKey(of: { accountId: string | number; keyId: string | number }) {
      const key = state.keys.find((each) => each.id === of.keyId && each.account.id === of.accountId);
      if (key === undefined) throw new Error(`no key ${of.keyId}`);
      key.revoked = true;
    },
    async lastUsedAt(of: { accountId: string | number; keyId: string | number }) {
      return state.keys.find((each) => each.id === of.keyId)?.lastUsedAt ?? null;
    },
    async completeGrading(of: {
      accountId: string | number;
      outcome: 'success' | 'failure';
      capture: 'full' | 'two-image';
    }) {
      const account = find(of.accountId);
      const card = state.addCard(account, account.cards.length, 0);
      const grading = state.grade(account, card, of.outcome === 'failure' ? 'failed' : of.capture);
      webhooks.enqueue(account, grading);
      return { gradingSessionId: grading.id };
    },
    async advanceClock({ seconds }: { seconds: number }) {
      state.advance(seconds * 1000);
      webhooks.run();
    },
  };
}
