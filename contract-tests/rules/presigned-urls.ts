import { rulesOf } from '../../src/suite/rules/rule.js';

export const presignedUrls = rulesOf('presigned-urls', {
  'IMG-001': {
    title: 'links the front and back of every listed card to images that can be fetched at once',
    provenance: 'documented',
    source: '§6, §7',
    sentence: 'S3-style presigned links; `images: { front: url|null, back: url|null }`.',
    severity: 'critical',
  },
  'IMG-002': {
    title: 'links slab and damage report of a grading to images that can be fetched at once',
    provenance: 'documented',
    source: '§5, §7',
    sentence:
      'When a grade exists, presigned `damage_report_front_url`, `damage_report_back_url`, `slab_front_url`, `slab_back_url`.',
    severity: 'critical',
  },
  'IMG-003': {
    title: 'refuses an altered link',
    provenance: 'documented',
    source: '§7, §10',
    sentence: 'By default a rule may ask that an altered link is refused.',
    severity: 'major',
  },
  'IMG-004': {
    title: 'refuses a link after the lifetime that it states itself',
    provenance: 'documented',
    source: '§7, §10',
    sentence: 'A link is refused after the lifetime it states itself.',
    severity: 'major',
    needs: ['advanceClock'],
  },
  'IMG-005': {
    title: 'gives a working link again with the next read after one expired',
    provenance: 'documented',
    source: '§7',
    sentence: 'Fresh ones come with every read.',
    severity: 'critical',
    needs: ['advanceClock'],
  },
  'IMG-006': {
    title: 'gives links a life of 300 seconds, stated as S3 does',
    provenance: 'assumed',
    source: '§7, §10',
    sentence: 'Default time to live 300 s; 300 s exactly is strict (the lifetime is configurable).',
    severity: 'minor',
  },
  'IMG-007': {
    title: "refuses a late or altered link with 403 and S3's XML error",
    provenance: 'assumed',
    source: '§7',
    sentence: "Late or altered → 403 with S3's XML error body.",
    severity: 'minor',
    needs: ['advanceClock'],
  },
  'IMG-008': {
    title: 'links the front and back in card detail to images that can be fetched at once',
    provenance: 'assumed',
    source: '§6, §7',
    sentence: '`images` (presigned front/back …); the names `front` and `back` inside it.',
    severity: 'major',
  },
});
