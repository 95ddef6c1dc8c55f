import { rulesOf } from '../../src/suite/rules/rule.js';

export const gradingDetail = rulesOf('grading-detail', {
  'GRD-001': {
    title: 'gives a grading as grading, card and user_card_grade',
    provenance: 'documented',
    source: '§5',
    sentence:
      '`GET /v1/gradings/{id}`: `{ "grading": {as above}, "card": {catalog metadata} | null, "user_card_grade": {…} | null }`.',
    severity: 'critical',
  },
  'GRD-002': {
    title: 'gives the same grading in detail as in the list',
    provenance: 'documented',
    source: '§5',
    sentence: '`"grading": {as above}`.',
    severity: 'major',
  },
  'GRD-003': {
    title: 'refuses a grading id that is no UUID with 400',
    provenance: 'documented',
    source: '§5',
    sentence: 'An id that is not a UUID → 400.',
    severity: 'major',
  },
  'GRD-004': {
    title: 'answers not_found for a grading that does not exist',
    provenance: 'documented',
    source: '§5',
    sentence: "Unknown or another user's → 404 `not_found`.",
    severity: 'critical',
  },
  'GRD-005': {
    title: 'gives all five overall grades of a fully captured grading',
    provenance: 'documented',
    source: '§5',
    sentence:
      '`user_card_grade`: `centering_overall_grade`, `corners_overall_grade`, `edges_overall_grade`, `surface_overall_grade`, `full_overall_grade`.',
    severity: 'critical',
    needs: ['createAccount', 'completeGrading'],
  },
  'GRD-006': {
    title: 'grades from 1 to 10 in half steps',
    provenance: 'documented',
    source: '§5',
    sentence: 'Grades are numbers from 1 to 10 in half steps, or null.',
    severity: 'major',
  },
  'GRD-007': {
    title: 'gives grades as numbers',
    provenance: 'assumed',
    source: '§5',
    sentence: 'Grades are numbers rather than numeric strings.',
    severity: 'minor',
  },
  'GRD-008': {
    title: 'links slab and damage report of a fully captured grading',
    provenance: 'documented',
    source: '§5',
    sentence:
      'When a grade exists, presigned `damage_report_front_url`, `damage_report_back_url`, `slab_front_url`, `slab_back_url`.',
    severity: 'major',
    needs: ['createAccount', 'completeGrading'],
  },
  'GRD-009': {
    title: 'gives the nested model_grade object with a grade',
    provenance: 'documented',
    source: '§5',
    sentence: 'A nested `model_grade` object that mirrors internals.',
    severity: 'minor',
  },
  'GRD-010': {
    title: 'gives null as the grade of a failed grading',
    provenance: 'documented',
    source: '§5',
    sentence: 'It is null until a grade exists (in progress, or failed).',
    severity: 'major',
    needs: ['createAccount', 'completeGrading'],
  },
  'GRD-011': {
    title: 'grades at least the centering of a two-image capture',
    provenance: 'documented',
    source: '§5',
    sentence:
      'When only a front and a back image were supplied, the grade may hold centering only, with the other subgrades null.',
    severity: 'major',
    needs: ['createAccount', 'completeGrading'],
  },
  'GRD-012': {
    title: 'gives a two-image capture slab links, but no full grade and no damage report',
    provenance: 'assumed',
    source: '§5, §10',
    sentence:
      'Two-image capture: `damage_report_*` keys are present and null, slab links exist, `full_overall_grade` is null, the card stays raw.',
    severity: 'minor',
    needs: ['createAccount', 'completeGrading'],
  },
  'GRD-013': {
    title: "tells brand, year, player and category in a grading's card",
    provenance: 'documented',
    source: '§5, §10',
    sentence:
      '`"card": {catalog metadata: brand, year, player, category, …} | null`; either `player` or `player_name`.',
    severity: 'major',
  },
  'GRD-014': {
    title: "gives the same card in a grading as in the card's own detail",
    provenance: 'assumed',
    source: '§5',
    sentence: 'The `card` of a grading has the same fields as `card` in card detail (§6).',
    severity: 'minor',
  },
});
