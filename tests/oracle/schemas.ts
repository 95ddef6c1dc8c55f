import { z } from 'zod';

/** The bodies of the documented routes, as a Zod service would declare them. */
const timestamp = z.iso.datetime();
const url = z.url();
const outcome = z.enum(['success', 'failure']);
const grade = z.number().min(1).max(10).nullable();
const nextCursor = timestamp.nullable();

export const refusal = z.object({ error: z.string() });
export const validationError = z.object({
  error: z.literal('validation_error'),
  details: z.object({
    fieldErrors: z.record(z.string(), z.array(z.string())),
    formErrors: z.array(z.string()),
  }),
});
/** A body or path that the framework cannot read is refused in its own shape. */
export const unreadable = z.union([
  validationError,
  z.object({
    statusCode: z.number().int(),
    error: z.string(),
    message: z.string(),
    code: z.string().optional(),
  }),
]);

export const account = z.object({
  id: z.number().int(),
  email: z.email(),
  name: z.string(),
  role: z.literal('partner'),
  user_id: z.number().int(),
  created_at: timestamp,
});

export const page = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.iso.datetime({ offset: true }).optional(),
});

export const cardQuery = page.extend({
  q: z.string().optional(),
  graded: z.enum(['all', 'graded', 'raw']).default('all'),
  category_id: z.coerce.number().int().optional(),
  sort: z.enum(['added', 'player', 'year', 'brand', 'grade']).default('added'),
  dir: z.enum(['desc', 'asc']).default('desc'),
});

export const grading = z.object({
  id: z.uuid(),
  user_card_id: z.number().int(),
  unique_identifier: z.number().int(),
  created_at: timestamp,
  updated_at: timestamp,
});

export const gradingPage = z.object({ gradings: z.array(grading), next_cursor: nextCursor });

const catalogCard = z.object({
  id: z.number().int(),
  brand: z.string(),
  year: z.string(),
  card_number: z.string(),
  variant: z.string().nullable(),
  player_name: z.string(),
  team_name: z.string().nullable(),
  category_id: z.number().int(),
  category: z.string(),
  set_name: z.string().nullable(),
  tcdb_id: z.number().int().nullable(),
  tcdb_url: url.nullable(),
  shoebox_value: z.number().int().nullable(),
});

export const gradingDetail = z.object({
  grading,
  card: catalogCard.nullable(),
  user_card_grade: z
    .object({
      centering_overall_grade: grade,
      corners_overall_grade: grade,
      edges_overall_grade: grade,
      surface_overall_grade: grade,
      full_overall_grade: grade,
      model_grade: z.record(z.string(), z.unknown()),
      damage_report_front_url: url.nullable(),
      damage_report_back_url: url.nullable(),
      slab_front_url: url.nullable(),
      slab_back_url: url.nullable(),
    })
    .nullable(),
});

export const cardListItem = z.object({
  user_card_id: z.number().int(),
  card_id: z.number().int(),
  brand: z.string(),
  year: z.string(),
  card_number: z.string(),
  variant: z.string().nullable(),
  player_name: z.string(),
  team_name: z.string().nullable(),
  category: z.string(),
  grade: z.string().nullable(),
  grader: z.string().nullable(),
  shoebox_value: z.number().int().nullable(),
  added_at: timestamp,
  images: z.object({ front: url.nullable(), back: url.nullable() }),
});

export const cardPage = z.object({ cards: z.array(cardListItem), next_cursor: nextCursor });

export const cardDetail = z.object({
  user_card: z.object({
    id: z.number().int(),
    user_id: z.number().int(),
    card_id: z.number().int(),
    grade: z.string().nullable(),
    grader: z.string().nullable(),
    share_slug: z.string().nullable(),
    added_at: timestamp,
    created_at: timestamp,
    updated_at: timestamp,
  }),
  card: catalogCard,
  images: z.object({
    front: url.nullable(),
    back: url.nullable(),
    slab_front: url.nullable(),
    slab_back: url.nullable(),
    damage_report_front: url.nullable(),
    damage_report_back: url.nullable(),
  }),
  gradings: z.array(z.uuid()),
});

export const webhookTarget = z.object({ id: z.number().int(), outcome, url, created_at: timestamp });
export const webhookTargetList = z.object({ webhook_targets: z.array(webhookTarget) });
export const webhookTargetInput = z.object({ outcome, url: z.url({ protocol: /^https?$/ }) });
export const createdTarget = z.object({
  id: z.number().int(),
  userId: z.number().int(),
  outcome,
  url,
  createdAt: timestamp,
});
