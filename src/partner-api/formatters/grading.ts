import type * as wire from '../../contract/names.js';
import type { ImageLinks } from '../../images/image-links.js';
import type { Grading, ListedGrading } from '../../store/gradings.js';

/** A grading as lists show it (contract §5). */
export function formatGrading(grading: ListedGrading): wire.Grading {
  return {
    id: grading.id,
    user_card_id: grading.userCardId,
    unique_identifier: grading.uniqueIdentifier,
    created_at: grading.createdAt,
    updated_at: grading.updatedAt,
  };
}

/** The grade of a grading, with fresh links; null until there is one (contract §5). */
export function formatUserCardGrade(
  grading: Grading,
  links: ImageLinks,
  origin: string,
): wire.UserCardGrade | null {
  const { id, grades } = grading;
  if (grades === null) return null;
  const damaged = hasDamageReport(grading);
  return {
    centering_overall_grade: grades.centering,
    corners_overall_grade: grades.corners,
    edges_overall_grade: grades.edges,
    surface_overall_grade: grades.surface,
    full_overall_grade: grades.full,
    get model_grade() {
      return grading.modelGrade ?? {};
    },
    damage_report_front_url: damaged ? links.damageReport(origin, id, 'front') : null,
    damage_report_back_url: damaged ? links.damageReport(origin, id, 'back') : null,
    slab_front_url: links.slab(origin, id, 'front'),
    slab_back_url: links.slab(origin, id, 'back'),
  };
}

/** A two-image capture gives no damage report (contract §5, assumed). */
export function hasDamageReport(grading: Grading): boolean {
  return grading.grades !== null && grading.capture === 'full';
}
