import type * as wire from '../../contract/names.js';
import type { EncodedText } from '../../encoded-text.js';
import type { ImageLinks } from '../../images/image-links.js';
import type { CardField, CatalogCard, OwnedCard, UserCard } from '../../store/cards.js';
import type { Grading } from '../../store/gradings.js';
import { type JsonPage, jsonPage, replaceField } from '../json-page.js';
import { hasDamageReport } from './grading.js';

/** The fields of a card as the list shows it (contract §6). `formatCardPage` writes the pictures. */
export const cardListFields = {
  user_card_id: 'id',
  card_id: 'cardId',
  brand: 'brand',
  year: 'year',
  card_number: 'cardNumber',
  variant: 'variant',
  player_name: 'playerName',
  team_name: 'teamName',
  category: 'category',
  grade: 'grade',
  grader: 'grader',
  shoebox_value: 'shoeboxValue',
  added_at: 'addedAt',
  images: 'photographedId',
} as const satisfies Record<keyof wire.CardListItem, CardField>;

/** A page of cards (contract §6). `rows` are cards with `cardListFields` as JSON, one more than the page has. */
export function formatCardPage(
  rows: EncodedText,
  limit: number,
  links: ImageLinks,
  origin: string,
): JsonPage {
  return jsonPage({ name: 'cards', first: 'user_card_id', time: 'added_at' }, rows, limit, (page) =>
    replaceField(page, 'images', (id) => {
      if (id === 'null') return '{"front":null,"back":null}';
      return `{"front":"${links.card(origin, id, 'front')}","back":"${links.card(origin, id, 'back')}"}`;
    }),
  );
}

/** A card of the catalog, as card detail and grading detail show it (contract §5, §6). */
export function formatCatalogCard(card: CatalogCard): wire.CatalogCard {
  return {
    id: card.id,
    brand: card.brand,
    year: card.year,
    card_number: card.cardNumber,
    variant: card.variant,
    player_name: card.playerName,
    team_name: card.teamName,
    category_id: card.categoryId,
    category: card.category,
    set_name: card.setName,
    tcdb_id: card.tcdbId,
    tcdb_url: card.tcdbUrl,
    shoebox_value: card.shoeboxValue,
  };
}

/** The user's copy of a card, as card detail shows it (contract §6). */
export function formatUserCard(userCard: UserCard): wire.UserCard {
  return {
    id: userCard.id,
    user_id: userCard.userId,
    card_id: userCard.cardId,
    grade: formatGrade(userCard.grade),
    grader: userCard.grader,
    share_slug: userCard.shareSlug,
    added_at: userCard.addedAt,
    created_at: userCard.createdAt,
    updated_at: userCard.updatedAt,
  };
}

/** The pictures of a card; slab and damage report are those of its latest grade (contract §6). */
export function formatCardImages(
  { userCard }: OwnedCard,
  gradings: readonly Grading[],
  links: ImageLinks,
  origin: string,
): wire.CardImages {
  const graded = gradings.find(({ grades }) => grades !== null);
  const reported = graded !== undefined && hasDamageReport(graded) ? graded : undefined;
  return {
    front: userCard.photographed ? links.card(origin, userCard.id, 'front') : null,
    back: userCard.photographed ? links.card(origin, userCard.id, 'back') : null,
    slab_front: graded ? links.slab(origin, graded.id, 'front') : null,
    slab_back: graded ? links.slab(origin, graded.id, 'back') : null,
    damage_report_front: reported ? links.damageReport(origin, reported.id, 'front') : null,
    damage_report_back: reported ? links.damageReport(origin, reported.id, 'back') : null,
  };
}

function formatGrade(grade: number | null): string | null {
  return grade === null ? null : String(grade);
}
