import { rulesOf } from '../../src/suite/rules/rule.js';

export const errors = rulesOf('errors', {
  'ERR-001': {
    title: 'answers no request of the run with a server error',
    provenance: 'documented',
    source: '§3',
    sentence: 'Invalid query, body or path → 400 `validation_error`; unknown → 404 `not_found`.',
    severity: 'critical',
  },
  'ERR-002': {
    title: 'gives a validation error its details: fieldErrors and formErrors',
    provenance: 'documented',
    source: '§3',
    sentence:
      '`validation_error` also has `details: { "fieldErrors": { <field>: [messages] }, "formErrors": [messages] }`.',
    severity: 'major',
  },
  'ERR-003': {
    title: 'names the offending parameter in fieldErrors',
    provenance: 'assumed',
    source: '§3',
    sentence:
      'In `fieldErrors` a parameter has the name that the path or query gives it (`id`, `user_card_id`, `limit`, …).',
    severity: 'minor',
  },
  'ERR-004': {
    title: 'names every offending parameter of a request',
    provenance: 'assumed',
    source: '§3',
    sentence: '`details: { "fieldErrors": { <field>: [messages] } }` (Zod\'s flattened form).',
    severity: 'minor',
  },
  'ERR-005': {
    title: "answers an unknown route with the framework's 404",
    provenance: 'assumed',
    source: '§3',
    sentence:
      'Unknown route → 404 `{"message":"Route GET:/x not found","error":"Not Found","statusCode":404}`.',
    severity: 'minor',
  },
  'ERR-006': {
    title: "answers a wrong method on a known path with the framework's 404",
    provenance: 'assumed',
    source: '§3',
    sentence: 'A wrong method on a known path is also this 404.',
    severity: 'minor',
    needs: ['write'],
  },
  'ERR-007': {
    title: 'refuses malformed JSON with 400 and creates nothing',
    provenance: 'documented',
    source: '§3, §10',
    sentence: 'Malformed JSON or a wrong content type: 400 in either shape is fine by default.',
    severity: 'major',
    needs: ['write'],
  },
  'ERR-008': {
    title: "refuses malformed JSON in the framework's shape",
    provenance: 'assumed',
    source: '§3',
    sentence: 'Malformed JSON → 400, in the framework shape.',
    severity: 'minor',
    needs: ['write'],
  },
  'ERR-009': {
    title: 'refuses a body of another content type and creates nothing',
    provenance: 'documented',
    source: '§3, §10',
    sentence: 'Malformed JSON or a wrong content type: 400 in either shape is fine by default.',
    severity: 'major',
    needs: ['write'],
  },
  'ERR-010': {
    title: "refuses a wrong content type with 415 and a body over 1 MiB with 413, in the framework's shape",
    provenance: 'assumed',
    source: '§3',
    sentence: 'Wrong content type → 415, body over 1 MiB → 413, all in the framework shape.',
    severity: 'minor',
    needs: ['write'],
  },
  'ERR-011': {
    title: 'ignores unknown query parameters',
    provenance: 'assumed',
    source: '§3',
    sentence: 'Unknown query parameters are ignored.',
    severity: 'minor',
  },
  'ERR-012': {
    title: 'answers HEAD as GET without a body',
    provenance: 'assumed',
    source: '§10',
    sentence: '`HEAD` answers as `GET` without a body.',
    severity: 'minor',
  },
  'ERR-013': {
    title: 'answers odd bytes on the wire without a server error, and goes on serving',
    provenance: 'documented',
    source: '§3',
    sentence: 'Invalid query, body or path → 400 `validation_error`.',
    severity: 'major',
  },
});
