import type * as wire from '../../contract/names.js';
import type { EncodedText } from '../../encoded-text.js';
import type { ImageLinks, Side } from '../../images/image-links.js';
import type { Grading, GradingDetail, ListedGrading, ListedGradingField } from '../../store/gradings.js';
import { type JsonPage, jsonPage } from '../json-page.js';

/** The fields of a grading as the list shows it (contract §5). */
export const gradingListFields = {
  id: 'id',
  user_card_id: 'userCardId',
  unique_identifier: 'uniqueIdentifier',
  created_at: 'createdAt',
  updated_at: 'updatedAt',
} as const satisfies Record<keyof wire.Grading, ListedGradingField>;

/** A page of gradings (contract §5). `rows` are gradings with `gradingListFields` as JSON, one more than the page has. */
export function formatGradingPage(rows: EncodedText, limit: number): JsonPage {
  return jsonPage({ name: 'gradings', first: 'id', time: 'created_at' }, rows, limit);
}

/** A grading as its detail shows it, with the fields of the list (contract §5). */
export function formatGrading(grading: ListedGrading): wire.Grading {
  return {
    id: grading.id,
    user_card_id: grading.userCardId,
    unique_identifier: grading.uniqueIdentifier,
    created_at: grading.createdAt,
    updated_at: grading.updatedAt,
  };
}

/**
 * The grade of a grading as JSON, with fresh links; `null` until there is one (contract §5). `model_grade` is sent as it is
 * stored.
 */
export function formatUserCardGrade(
  grading: Pick<GradingDetail, 'id' | 'grades' | 'capture' | 'modelGradeText'>,
  links: ImageLinks,
  origin: string,
): string {
  const { id, grades, modelGradeText } = grading;
  if (grades === null) return 'null';
  const report = (side: Side) =>
    hasDamageReport(grading) ? `"${links.damageReport(origin, id, side)}"` : 'null';
  return (
    `{"centering_overall_grade":${grades.centering}` +
    `,"corners_overall_grade":${grades.corners}` +
    `,"edges_overall_grade":${grades.edges}` +
    `,"surface_overall_grade":${grades.surface}` +
    `,"full_overall_grade":${grades.full}` +
    `,"model_grade":${modelGradeText ?? '{}'}` +
    `,"damage_report_front_url":${report('front')}` +
    `,"damage_report_back_url":${report('back')}` +
    `,"slab_front_url":"${links.slab(origin, id, 'front')}"` +
    `,"slab_back_url":"${links.slab(origin, id, 'back')}"}`
  );
}

/** A two-image capture gives no damage report (contract §5, assumed). */
export function hasDamageReport(grading: Pick<Grading, 'grades' | 'capture'>): boolean {
  return grading.grades !== null && grading.capture === 'full';
}
