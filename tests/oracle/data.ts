import type { z } from 'zod';
import type * as schemas from './schemas.js';

const AT = '2025-03-14T09:12:41.508Z';
const GRADING_ID = '5f0c8f6e-2c5f-4a57-9a3a-7d1d0f6f2b11';
const CARD_ID = 17;

export const account: z.infer<typeof schemas.account> = {
  id: 3,
  email: 'oracle@partner.example',
  name: 'Oracle',
  role: 'partner',
  user_id: 9,
  created_at: AT,
};

export const gradings: z.infer<typeof schemas.grading>[] = [
  { id: GRADING_ID, user_card_id: CARD_ID, unique_identifier: 80_117, created_at: AT, updated_at: AT },
];

const card = {
  id: 401,
  brand: 'Topps',
  year: '1999',
  card_number: '12',
  variant: null,
  player_name: 'Ada Reyes',
  team_name: null,
  category_id: 1,
  category: 'Baseball',
  set_name: null,
  tcdb_id: null,
  tcdb_url: null,
  shoebox_value: 250,
};

export const cards: z.infer<typeof schemas.cardListItem>[] = [
  {
    user_card_id: CARD_ID,
    card_id: card.id,
    brand: card.brand,
    year: card.year,
    card_number: card.card_number,
    variant: null,
    player_name: card.player_name,
    team_name: null,
    category: card.category,
    grade: null,
    grader: null,
    shoebox_value: 250,
    added_at: AT,
    images: { front: null, back: null },
  },
];

export function gradingDetail(id: string): z.infer<typeof schemas.gradingDetail> | undefined {
  const grading = gradings.find((each) => each.id === id);
  return grading && { grading, card, user_card_grade: null };
}

export function cardDetail(userCardId: number): z.infer<typeof schemas.cardDetail> | undefined {
  if (userCardId !== CARD_ID) return undefined;
  return {
    user_card: {
      id: CARD_ID,
      user_id: account.user_id,
      card_id: card.id,
      grade: null,
      grader: null,
      share_slug: null,
      added_at: AT,
      created_at: AT,
      updated_at: AT,
    },
    card,
    images: {
      front: null,
      back: null,
      slab_front: null,
      slab_back: null,
      damage_report_front: null,
      damage_report_back: null,
    },
    gradings: [GRADING_ID],
  };
}
