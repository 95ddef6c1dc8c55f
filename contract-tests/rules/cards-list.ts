import { rulesOf } from '../../src/suite/rules/rule.js';

export const cardsList = rulesOf('cards-list', {
  'CRL-001': {
    title: 'lists cards with the published fields and next_cursor',
    provenance: 'documented',
    source: '§6',
    sentence:
      'Item: `{ user_card_id, card_id, brand, year, card_number, variant, player_name, team_name, category, grade, grader, shoebox_value, added_at, images }`, then `next_cursor`.',
    severity: 'critical',
  },
  'CRL-002': {
    title: 'gives 25 cards when no limit is asked for',
    provenance: 'documented',
    source: '§6',
    sentence: '`limit` 1–100 default 25.',
    severity: 'major',
  },
  'CRL-003': {
    title: 'takes a limit from 1 to 100 for cards and refuses any other',
    provenance: 'documented',
    source: '§6, §3',
    sentence: '`limit` 1–100; invalid query, body or path → 400 `validation_error`.',
    severity: 'major',
  },
  'CRL-004': {
    title: 'refuses a cards cursor that is no date-time',
    provenance: 'documented',
    source: '§6, §3',
    sentence: '`cursor` ISO 8601; invalid query, body or path → 400 `validation_error`.',
    severity: 'major',
  },
  'CRL-005': {
    title: 'refuses unknown values of graded, sort and dir, and a category_id that is no number',
    provenance: 'documented',
    source: '§6, §3',
    sentence:
      '`graded` = `all` | `graded` | `raw`; `category_id` (integer); `sort` = `added` | `player` | `year` | `brand` | `grade`; `dir` = `desc` | `asc`.',
    severity: 'major',
  },
  'CRL-006': {
    title: 'lists cards newest first when no order is asked for',
    provenance: 'documented',
    source: '§6',
    sentence: '`sort` = `added` (default); `dir` = `desc` (default).',
    severity: 'major',
  },
  'CRL-007': {
    title: 'gives year and grade as text and the value in whole cents',
    provenance: 'documented',
    source: '§6',
    sentence: '`year: string ("2000")`, `grade: string|null ("8.5")`, `shoebox_value: int|null (cents)`.',
    severity: 'major',
  },
  'CRL-008': {
    title: 'writes the times of cards in UTC with milliseconds and Z',
    provenance: 'documented',
    source: '§5, §6',
    sentence: 'Date-times are UTC with milliseconds and `Z`.',
    severity: 'minor',
  },
});
