import { rulesOf } from '../../src/suite/rules/rule.js';

export const cardDetail = rulesOf('card-detail', {
  'CRD-001': {
    title: 'gives a card as user_card, card, images and gradings',
    provenance: 'documented',
    source: '§6',
    sentence:
      'Sections: `user_card`, `card` (full catalog metadata), `images` (presigned front/back, plus slab and damage-report URLs when available), `gradings` (linked grading UUIDs).',
    severity: 'critical',
  },
  'CRD-002': {
    title: 'gives the same card in detail as in the list',
    provenance: 'assumed',
    source: '§6',
    sentence:
      'Field names inside the sections: `user_card {id, card_id, grade, grader, …}`, `card {brand, year, …}`.',
    severity: 'major',
  },
  'CRD-003': {
    title: 'refuses a card id that is no positive integer with 400',
    provenance: 'documented',
    source: '§6',
    sentence: 'Not a positive integer → 400.',
    severity: 'major',
  },
  'CRD-004': {
    title: 'answers not_found for a card that does not exist',
    provenance: 'documented',
    source: '§6',
    sentence: "Unknown or another user's → 404.",
    severity: 'critical',
  },
  'CRD-005': {
    title: 'finds a card by user_card_id and not by the id of the catalog',
    provenance: 'documented',
    source: '§6',
    sentence: 'The id is `user_cards.id`, not the catalog id.',
    severity: 'major',
  },
  'CRD-006': {
    title: 'links a grading and its card in both directions',
    provenance: 'documented',
    source: '§5, §6',
    sentence: '`gradings` (linked grading UUIDs); `user_card_id` of a grading.',
    severity: 'major',
  },
  'CRD-007': {
    title: 'answers not_found, and never a server error, for an id beyond 64 bits',
    provenance: 'documented',
    source: '§3, §10',
    sentence: 'Out-of-range ids: 404 in strict mode, 400 is tolerated by default, 5xx never.',
    severity: 'minor',
  },
  'CRD-008': {
    title: 'gives slab and damage-report links of a graded card',
    provenance: 'assumed',
    source: '§6',
    sentence:
      '`images {front, back, slab_front, slab_back, damage_report_front, damage_report_back}` each url|null.',
    severity: 'minor',
  },
  'CRD-009': {
    title: 'grades a card when its grading completes',
    provenance: 'documented',
    source: '§5, §6',
    sentence:
      'A card here is a `user_cards` row with its grade; a grading is one card submission run through the pipeline.',
    severity: 'major',
    needs: ['createAccount', 'completeGrading'],
  },
});
