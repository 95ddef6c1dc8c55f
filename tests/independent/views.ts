import { createHash } from 'node:crypto';
import type { Account, Card, Grading } from './state.js';
import type { Switches } from './switches.js';

type Link = (path: string) => string;

export const gradingRow = (grading: Grading) => ({
  id: grading.id,
  user_card_id: grading.cardId,
  unique_identifier: grading.serial,
  created_at: grading.createdAt,
  updated_at: grading.updatedAt,
});

export function account(owner: Account, { bugs, variations }: Switches): unknown {
  if (variations.has('other-account-body')) return { account: { uuid: `acc-${owner.id}`, plan: 'partner' } };
  return {
    id: owner.id,
    email: `dev${owner.id}@partner.example`,
    name: 'Reference Partner',
    role: 'partner',
    user_id: owner.id + 1,
    created_at: owner.createdAt,
    ...(bugs.has('account-shows-the-token-hash') ? { api_key: owner } : {}),
  };
}

export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

const score = (value: number, { variations }: Switches): number | string =>
  variations.has('grades-as-strings') ? value.toFixed(1) : value;

export function catalogCard(card: Card, { variations }: Switches): Record<string, unknown> {
  if (variations.has('other-section-names'))
    return { brand: card.brand, year: card.year, player: card.player, category: card.category.name };
  return {
    id: card.catalogId,
    brand: card.brand,
    year: card.year,
    card_number: card.number,
    variant: card.variant,
    player_name: card.player,
    team_name: card.team,
    category_id: card.category.id,
    category: card.category.name,
    set_name: `${card.year} ${card.brand}`,
    tcdb_id: card.catalogId,
    tcdb_url: `https://tcdb.example/${card.catalogId}`,
    shoebox_value: card.value,
  };
}

export function grade(grading: Grading, link: Link, switches: Switches): unknown {
  if (grading.result === 'failed') return null;
  const full = grading.result === 'full' || switches.variations.has('two-image-fills-every-grade');
  const value = score(grading.grade, switches);
  const other = full ? value : null;
  const at = (name: string): string => link(`/store/${grading.id}/${name}.png`);
  return {
    centering_overall_grade: value,
    corners_overall_grade: other,
    edges_overall_grade: other,
    surface_overall_grade: other,
    full_overall_grade: other,
    model_grade: { id: grading.serial, centering: { grade: grading.grade } },
    damage_report_front_url: full ? at('damage-front') : null,
    damage_report_back_url: full ? at('damage-back') : null,
    slab_front_url: at('slab-front'),
    slab_back_url: at('slab-back'),
  };
}

export function cardItem(card: Card, link: Link): Record<string, unknown> {
  return {
    user_card_id: card.id,
    card_id: card.catalogId,
    brand: card.brand,
    year: card.year,
    card_number: card.number,
    variant: card.variant,
    player_name: card.player,
    team_name: card.team,
    category: card.category.name,
    grade: card.grade === null ? null : card.grade.toFixed(1).replace('.0', ''),
    grader: card.grade === null ? null : 'chck',
    shoebox_value: card.value,
    added_at: card.addedAt,
    images: {
      front: link(`/store/card-${card.id}/front.png`),
      back: link(`/store/card-${card.id}/back.png`),
    },
  };
}

export function cardDetail(owner: Account, card: Card, link: Link, switches: Switches): unknown {
  const linked = owner.gradings.filter((grading) => grading.cardId === card.id).toReversed();
  const item = cardItem(card, link);
  const renamed = switches.variations.has('other-section-names');
  const slab = card.grade === null ? null : link(`/store/card-${card.id}/slab.png`);
  return {
    user_card: renamed
      ? { grade: item.grade, grader: item.grader, slug: 'abc' }
      : {
          id: card.id,
          user_id: owner.id + 1,
          card_id: card.catalogId,
          grade: item.grade,
          grader: item.grader,
          share_slug: `s${card.id}`,
          added_at: card.addedAt,
          created_at: card.addedAt,
          updated_at: card.addedAt,
        },
    card: catalogCard(card, switches),
    images: {
      front: link(`/store/card-${card.id}/front.png`),
      back: link(`/store/card-${card.id}/back.png`),
      ...(renamed
        ? {}
        : { slab_front: slab, slab_back: slab, damage_report_front: slab, damage_report_back: slab }),
    },
    gradings: linked.map((grading) => grading.id),
  };
}
