import { rulesOf } from '../../src/suite/rules/rule.js';

const sentence = "Another user's object, or none → 404 `not_found`, the same answer for both.";

export const isolation = rulesOf('isolation', {
  'ISO-001': {
    title: "answers for another account's grading exactly as for none",
    provenance: 'documented',
    source: '§3, §5',
    sentence,
    severity: 'critical',
    needs: ['otherToken'],
  },
  'ISO-002': {
    title: "answers for another account's card exactly as for none",
    provenance: 'documented',
    source: '§3, §6',
    sentence,
    severity: 'critical',
    needs: ['otherToken'],
  },
  'ISO-003': {
    title: "answers the deletion of another account's target exactly as of none, and keeps it",
    provenance: 'documented',
    source: '§3, §8',
    sentence: "DELETE of another's or none → 404 `not_found`.",
    severity: 'critical',
    needs: ['write', 'otherToken'],
  },
  'ISO-004': {
    title: 'lists no grading and no card of another account',
    provenance: 'documented',
    source: '§2',
    sentence: 'Data is scoped to that user.',
    severity: 'critical',
    needs: ['otherToken'],
  },
  'ISO-005': {
    title: 'lists no webhook target of another account',
    provenance: 'documented',
    source: '§2',
    sentence: 'Data is scoped to that user.',
    severity: 'critical',
    needs: ['write', 'otherToken'],
  },
  'ISO-006': {
    title: 'delivers no webhook to a target of another account',
    provenance: 'documented',
    source: '§8',
    sentence: 'To every target of the user with that outcome.',
    severity: 'critical',
    needs: ['write', 'receiver', 'createAccount', 'completeGrading'],
  },
  'ISO-007': {
    title: "keeps to the account with another account's cursor and search",
    provenance: 'documented',
    source: '§2',
    sentence: 'Data is scoped to that user.',
    severity: 'critical',
    needs: ['otherToken'],
  },
});
