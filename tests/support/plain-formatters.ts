import type * as wire from '../../src/contract/names.js';
import type { ImageLinks } from '../../src/images/image-links.js';
import { hasDamageReport } from '../../src/partner-api/formatters/grading.js';
import type { OwnedCard } from '../../src/store/cards.js';
import type { Grading } from '../../src/store/gradings.js';

/** Bodies as plain objects, which the texts that the mock writes must equal byte for byte. */

export function plainCardListItem(
  { userCard, card }: OwnedCard,
  links: ImageLinks,
  origin: string,
): wire.CardListItem {
  const link = (side: 'front' | 'back') =>
    userCard.photographed ? links.card(origin, userCard.id, side) : null;
  return {
    user_card_id: userCard.id,
    card_id: card.id,
    brand: card.brand,
    year: card.year,
    card_number: card.cardNumber,
    variant: card.variant,
    player_name: card.playerName,
    team_name: card.teamName,
    category: card.category,
    grade: userCard.grade === null ? null : String(userCard.grade),
    grader: userCard.grader,
    shoebox_value: card.shoeboxValue,
    added_at: userCard.addedAt,
    images: { front: link('front'), back: link('back') },
  };
}

export function plainUserCardGrade(
  grading: Grading,
  links: ImageLinks,
  origin: string,
): wire.UserCardGrade | null {
  const { id, grades, modelGrade } = grading;
  if (grades === null) return null;
  const report = (side: 'front' | 'back') =>
    hasDamageReport(grading) ? links.damageReport(origin, id, side) : null;
  return {
    centering_overall_grade: grades.centering,
    corners_overall_grade: grades.corners,
    edges_overall_grade: grades.edges,
    surface_overall_grade: grades.surface,
    full_overall_grade: grades.full,
    model_grade: modelGrade ?? {},
    damage_report_front_url: report('front'),
    damage_report_back_url: report('back'),
    slab_front_url: links.slab(origin, id, 'front'),
    slab_back_url: links.slab(origin, id, 'back'),
  };
}
