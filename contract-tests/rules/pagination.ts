import { rulesOf } from '../../src/suite/rules/rule.js';

export const pagination = rulesOf('pagination', {
  'PAGE-001': {
    title: 'gives every grading exactly once, newest first, with any limit',
    provenance: 'documented',
    source: '§5',
    sentence:
      '`cursor`: only gradings with `created_at` strictly before it. Newest first. Null means the end.',
    severity: 'critical',
  },
  'PAGE-002': {
    title: 'gives every card exactly once, newest first, with any limit',
    provenance: 'documented',
    source: '§6',
    sentence: '`cursor` ISO 8601: `added_at` strictly before it; `next_cursor` as for gradings.',
    severity: 'critical',
  },
  'PAGE-003': {
    title: 'takes a gradings cursor as an exclusive bound',
    provenance: 'documented',
    source: '§5',
    sentence: '`cursor`: only gradings with `created_at` strictly before it.',
    severity: 'critical',
  },
  'PAGE-004': {
    title: 'takes a cards cursor as an exclusive bound',
    provenance: 'documented',
    source: '§6',
    sentence: '`cursor`: `added_at` strictly before it.',
    severity: 'critical',
  },
  'PAGE-005': {
    title: 'gives no page more items than its limit',
    provenance: 'documented',
    source: '§5, §6',
    sentence: '`limit` 1–100.',
    severity: 'major',
  },
  'PAGE-006': {
    title: 'gives an empty list with a null cursor where nothing is left',
    provenance: 'documented',
    source: '§5, §6',
    sentence: 'Null means the end.',
    severity: 'major',
  },
  'PAGE-007': {
    title: "gives the last item's time as next_cursor, and only when more follow",
    provenance: 'assumed',
    source: '§5',
    sentence:
      'A non-null `next_cursor` is the `created_at` of the last item of the page, given only when more follow.',
    severity: 'minor',
  },
  'PAGE-008': {
    title: 'keeps a filter over all pages',
    provenance: 'documented',
    source: '§6',
    sentence: '`graded` = `all` | `graded` | `raw`, together with `limit` and `cursor`.',
    severity: 'major',
  },
  'PAGE-009': {
    title: 'takes a cursor with an offset as the same moment in UTC',
    provenance: 'assumed',
    source: '§10',
    sentence: 'A cursor is an ISO 8601 date-time with `Z` or an offset, with or without fractions.',
    severity: 'minor',
  },
  'PAGE-010': {
    title: 'refuses an empty limit, a repeated parameter and a date alone as cursor',
    provenance: 'assumed',
    source: '§10',
    sentence:
      'A date alone is refused. An empty `limit=`, a repeated parameter and a `category_id` below 1 are refused.',
    severity: 'minor',
  },
});
