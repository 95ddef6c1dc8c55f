import { rulesOf } from '../../src/suite/rules/rule.js';

export const secrets = rulesOf('secrets', {
  'SECRET-001': {
    title: 'puts no token into any answer or webhook',
    provenance: 'seed',
    source: '§1, §10',
    sentence: 'Never stored: the token. No answer ever holds a token.',
    severity: 'critical',
  },
  'SECRET-002': {
    title: "puts no token's hash into any answer",
    provenance: 'assumed',
    source: '§10',
    sentence: 'No answer ever holds a token [S: stored hash only] or a hash [A].',
    severity: 'critical',
  },
});
