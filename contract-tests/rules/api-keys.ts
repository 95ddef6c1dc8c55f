import { rulesOf } from '../../src/suite/rules/rule.js';

export const apiKeys = rulesOf('api-keys', {
  'KEY-001': {
    title: 'mints tokens of 69 characters: shbx_ and 64 of base64url',
    provenance: 'seed',
    source: '§1',
    sentence:
      'Token = `shbx_` + base64url (no padding) of 48 random bytes: 64 characters of body, 69 in all.',
    severity: 'major',
    needs: ['createKey', 'createAccount'],
  },
  'KEY-002': {
    title: 'offers no way to mint a key in the public API',
    provenance: 'seed',
    source: '§1',
    sentence:
      'Keys are created and revoked only in the portal (`/dashboard/api-keys`); the public API cannot mint keys.',
    severity: 'critical',
    needs: ['write'],
  },
  'KEY-003': {
    title: 'refuses a revoked key at the very next call of every operation',
    provenance: 'seed',
    source: '§1',
    sentence: 'Revoke sets `revoked_at`; from that moment the key gets 401 `invalid_credentials`.',
    severity: 'critical',
    needs: ['createAccount', 'createKey', 'revokeKey'],
  },
  'KEY-004': {
    title: 'keeps the data of an account when one of its keys is revoked',
    provenance: 'seed',
    source: '§1',
    sentence: 'Historical grading data stays.',
    severity: 'major',
    needs: ['createAccount', 'createKey', 'revokeKey'],
  },
  'KEY-005': {
    title: 'shows the same data to every key of an account',
    provenance: 'seed',
    source: '§1',
    sentence: "Several keys per partner account; all of them see the same CHCK user's data.",
    severity: 'major',
    needs: ['createAccount', 'createKey'],
  },
  'KEY-006': {
    title: 'leaves the other keys of an account alone when one is revoked',
    provenance: 'seed',
    source: '§1',
    sentence: 'Several keys per partner account; revoke sets `revoked_at` of the key.',
    severity: 'critical',
    needs: ['createAccount', 'createKey', 'revokeKey'],
  },
  'KEY-007': {
    title: 'notes the last use of a key after a successful call',
    provenance: 'documented',
    source: '§2',
    sentence: '`last_used_at` is updated asynchronously, after a successful request only.',
    severity: 'minor',
    needs: ['createAccount', 'createKey', 'lastUsedAt'],
  },
  'KEY-008': {
    title: 'does not count failed calls as use of a key',
    provenance: 'documented',
    source: '§2',
    sentence: '`last_used_at` is updated asynchronously, after a successful request only.',
    severity: 'minor',
    needs: ['createAccount', 'createKey', 'lastUsedAt'],
  },
  'KEY-009': {
    title: 'refuses a key that is revoked in the middle of paging at the next page',
    provenance: 'seed',
    source: '§1',
    sentence: 'From that moment the key gets 401 `invalid_credentials`.',
    severity: 'critical',
    needs: ['createAccount', 'createKey', 'revokeKey'],
  },
});
