import { rulesOf } from '../../src/suite/rules/rule.js';

export const account = rulesOf('account', {
  'ACCT-001': {
    title: 'reads the account of a key as a JSON object',
    provenance: 'seed',
    source: '§4',
    sentence: '`GET /v1/account`: it exists and needs a key.',
    severity: 'major',
  },
  'ACCT-002': {
    title: 'gives id, email, name, role, user_id and created_at of the account',
    provenance: 'assumed',
    source: '§4',
    sentence:
      'Its body is not published. We answer 200 with `{ id, email, name, role, user_id, created_at }`.',
    severity: 'minor',
  },
  'ACCT-003': {
    title: 'gives the partner role to an account that can use the API',
    provenance: 'assumed',
    source: '§2, §4',
    sentence: 'The linked dashboard account must have role `partner` and a valid `user_id`.',
    severity: 'minor',
  },
  'ACCT-004': {
    title: 'shows no token and no hash in the account, under any name',
    provenance: 'assumed',
    source: '§4',
    sentence: 'It never holds a token or a hash.',
    severity: 'critical',
  },
});
