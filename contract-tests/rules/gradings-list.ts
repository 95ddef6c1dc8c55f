import { rulesOf } from '../../src/suite/rules/rule.js';

export const gradingsList = rulesOf('gradings-list', {
  'GRL-001': {
    title: 'lists gradings with the five published fields and next_cursor',
    provenance: 'documented',
    source: '§5',
    sentence:
      '`{ "gradings": [ { "id": uuid, "user_card_id": integer, "unique_identifier": integer, "created_at": date-time, "updated_at": date-time } ], "next_cursor": date-time | null }`.',
    severity: 'critical',
  },
  'GRL-002': {
    title: 'gives 25 gradings when no limit is asked for',
    provenance: 'documented',
    source: '§5',
    sentence: '`limit` 1–100, default 25.',
    severity: 'major',
  },
  'GRL-003': {
    title: 'takes a limit from 1 to 100 for gradings and refuses any other',
    provenance: 'documented',
    source: '§5, §3',
    sentence: '`limit` 1–100; invalid query, body or path → 400 `validation_error`.',
    severity: 'major',
  },
  'GRL-004': {
    title: 'refuses a gradings cursor that is no date-time',
    provenance: 'documented',
    source: '§5, §3',
    sentence: '`cursor` ISO 8601 date-time; invalid query, body or path → 400 `validation_error`.',
    severity: 'major',
  },
  'GRL-005': {
    title: 'lists gradings newest first',
    provenance: 'documented',
    source: '§5',
    sentence: 'Newest first.',
    severity: 'critical',
  },
  'GRL-006': {
    title: 'writes the times of gradings in UTC with milliseconds and Z',
    provenance: 'documented',
    source: '§5',
    sentence: 'Date-times are UTC with milliseconds and `Z`.',
    severity: 'minor',
  },
  'GRL-007': {
    title: 'keeps a failed grading in the list',
    provenance: 'assumed',
    source: '§5',
    sentence: 'A failed grading stays listed, with `user_card_grade` null; so does one in progress.',
    severity: 'minor',
    needs: ['createAccount', 'completeGrading'],
  },
  'GRL-008': {
    title: 'shows a completed grading at the head of the list',
    provenance: 'documented',
    source: '§5',
    sentence: 'A grading is one card submission run through the pipeline. Newest first.',
    severity: 'major',
    needs: ['createAccount', 'completeGrading'],
  },
});
