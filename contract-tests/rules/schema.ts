import { type RuleData, rulesOf } from '../../src/suite/rules/rule.js';

const conformance = (title: string, source: string, sentence: string): RuleData => ({
  title,
  provenance: 'documented',
  source,
  sentence,
  severity: 'major',
});

export const schema = rulesOf('schema', {
  'SCHEMA-001': conformance(
    'answers getHealth as the spec says',
    '§2',
    '`GET /health`: 200 `{"status":"ok"}`.',
  ),
  'SCHEMA-002': conformance(
    'answers getAccount as the spec says',
    '§4',
    '`GET /v1/account` exists and needs a key; it answers 200.',
  ),
  'SCHEMA-003': conformance(
    'answers listGradings as the spec says',
    '§5',
    '`{ "gradings": [ … ], "next_cursor": date-time | null }`.',
  ),
  'SCHEMA-004': conformance(
    'answers getGrading as the spec says',
    '§5',
    '`{ "grading": {…}, "card": {…} | null, "user_card_grade": {…} | null }`.',
  ),
  'SCHEMA-005': conformance(
    'answers listCards as the spec says',
    '§6',
    'Item: `{ user_card_id: int, card_id: int, … }`, then `next_cursor`.',
  ),
  'SCHEMA-006': conformance(
    'answers getCard as the spec says',
    '§6',
    'Sections: `user_card`, `card`, `images`, `gradings`.',
  ),
  'SCHEMA-007': conformance(
    'answers listWebhookTargets as the spec says',
    '§8',
    'List: `{ "webhook_targets": [ { "id": 1, "outcome", "url", "created_at" } ] }`.',
  ),
  'SCHEMA-008': {
    ...conformance(
      'answers createWebhookTarget as the spec says',
      '§8',
      'POST answers with the created row in camelCase: `id`, `userId`, `outcome`, `url`, `createdAt`.',
    ),
    needs: ['write'],
  },
  'SCHEMA-009': {
    ...conformance(
      'answers deleteWebhookTarget as the spec says',
      '§8',
      "DELETE of another's or none → 404 `not_found`.",
    ),
    needs: ['write'],
  },
  'SCHEMA-010': {
    title: 'answers generated valid queries with 200',
    provenance: 'documented',
    source: '§5, §6',
    sentence: '`limit` 1–100; `q`; `graded`; `category_id`; `sort`; `dir`.',
    severity: 'major',
  },
  'SCHEMA-011': {
    title: 'answers generated invalid queries and paths with 400 validation_error',
    provenance: 'documented',
    source: '§3',
    sentence: 'Invalid query, body or path → 400 `validation_error`.',
    severity: 'major',
  },
  'SCHEMA-012': {
    title: 'answers generated invalid bodies with 400 validation_error',
    provenance: 'documented',
    source: '§3, §8',
    sentence: 'Anything else → 400 `validation_error`.',
    severity: 'major',
    needs: ['write'],
  },
});
