import type * as wire from '../contract/names.js';

/**
 * The body of grading detail as JSON, equal to `JSON.stringify` of it. `modelGrade` is the JSON of `model_grade` as it is
 * stored, which need not be parsed and written again.
 */
export function gradingDetailText(
  { grading, card, user_card_grade: grade }: wire.GradingDetail,
  modelGrade: string | null,
): string {
  const start = `{"grading":${JSON.stringify(grading)},"card":${JSON.stringify(card)},"user_card_grade":`;
  if (grade === null) return `${start}null}`;
  return (
    `${start}{"centering_overall_grade":${grade.centering_overall_grade}` +
    `,"corners_overall_grade":${grade.corners_overall_grade}` +
    `,"edges_overall_grade":${grade.edges_overall_grade}` +
    `,"surface_overall_grade":${grade.surface_overall_grade}` +
    `,"full_overall_grade":${grade.full_overall_grade}` +
    `,"model_grade":${modelGrade ?? '{}'}` +
    `,"damage_report_front_url":${quoted(grade.damage_report_front_url)}` +
    `,"damage_report_back_url":${quoted(grade.damage_report_back_url)}` +
    `,"slab_front_url":${quoted(grade.slab_front_url)}` +
    `,"slab_back_url":${quoted(grade.slab_back_url)}}}`
  );
}

function quoted(text: string | null): string {
  return text === null ? 'null' : JSON.stringify(text);
}
