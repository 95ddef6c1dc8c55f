import { type CatalogCard, type CatalogCardRow, catalogCardColumns, toCatalogCard } from './owned-card.js';
import type { Outcome } from './webhook-targets.js';

/** The state of a grading in the pipeline. The last two cause a webhook (contract §5, §8). */
export type GradingState = 'submitted' | 'in_progress' | 'completed' | 'failed';

/** The captured images: all views of the app, or front and back only (contract §5). */
export type Capture = 'full' | 'two-image';

/** The grades of one grading, from 1 to 10 in half steps. Null where the capture does not allow a grade (contract §5). */
export interface Grades {
  centering: number | null;
  corners: number | null;
  edges: number | null;
  surface: number | null;
  full: number | null;
}

/** A fault of the webhooks of one grading, with its options as the store holds them. */
export interface WebhookFault {
  kind: string;
  options: Record<string, number>;
}

/** Changes to the webhooks of one grading. */
export interface WebhookTweak {
  /** An address to send to, instead of the registered targets. */
  to?: string;
  /** The id of the only registered target to send to. */
  targetId?: number;
  /** The number of additional copies of each webhook. */
  duplicates?: number;
  /** True when webhooks of gradings that end at the same time are sent in a different order. */
  shuffle?: boolean;
  /** Replacement values of the payload, by wire name. */
  overrides?: Record<string, string>;
  /** Additional fields of the payload. */
  additions?: Record<string, string>;
  /** Applies to these webhooks only, instead of the active faults. */
  fault?: WebhookFault;
}

/** How and when a grading in progress ends. */
export interface GradingPlan {
  outcome: Outcome;
  /** When it ends, ISO 8601. Null when it waits for a call that ends it. */
  endsAt: string | null;
  /** The overall grade. Absent when the seed decides. */
  grade?: number;
  webhook?: WebhookTweak;
}

/** One card submission run through the pipeline (contract §5). */
export interface Grading {
  id: string;
  userId: number;
  userCardId: number;
  uniqueIdentifier: number;
  state: GradingState;
  capture: Capture;
  plan: GradingPlan | null;
  /** When the pipeline changes the state. Null when it does not. */
  dueAt: string | null;
  /** Null until a grade exists. */
  grades: Grades | null;
  /** Internals of the pipeline, sent as `model_grade`. Null until a grade exists. */
  modelGrade: Record<string, unknown> | null;
  createdAt: string;
  updatedAt: string;
}

/** What lists show of a grading. */
export type ListedGrading = Pick<
  Grading,
  'id' | 'userCardId' | 'uniqueIdentifier' | 'createdAt' | 'updatedAt'
>;

/** What the detail of a grading shows, with its card. */
export interface GradingDetail extends ListedGrading, Pick<Grading, 'capture' | 'grades'> {
  /** `modelGrade` as JSON, which the Partner API sends as it is. */
  modelGradeText: string | null;
  card: CatalogCard;
}

/** A row of `gradingDetailColumns`. */
export type GradingDetailRow = Omit<GradingRow, 'userId' | 'plan' | 'dueAt'> & CatalogCardRow;

/** A row of `gradingColumns`. */
export interface GradingRow {
  id: string;
  userId: number;
  userCardId: number;
  uniqueIdentifier: number;
  state: GradingState;
  capture: Capture;
  plan: string | null;
  dueAt: string | null;
  centering: number | null;
  corners: number | null;
  edges: number | null;
  surface: number | null;
  full: number | null;
  modelGrade: string | null;
  createdAt: string;
  updatedAt: string;
}

const gradeColumns = `g.centering_grade AS "centering", g.corners_grade AS "corners", g.edges_grade AS "edges",
  g.surface_grade AS "surface", g.full_grade AS "full", g.model_grade AS "modelGrade"`;

/** The columns of `gradings g`. */
export const gradingColumns = `g.id AS "id", g.user_id AS "userId", g.user_card_id AS "userCardId",
  g.unique_identifier AS "uniqueIdentifier", g.state AS "state", g.capture AS "capture", g.plan AS "plan",
  g.due_at AS "dueAt", ${gradeColumns}, g.created_at AS "createdAt", g.updated_at AS "updatedAt"`;

/** The columns of `gradings g` and `cards c` that the detail of a grading shows. */
export const gradingDetailColumns = `g.id AS "id", g.user_card_id AS "userCardId",
  g.unique_identifier AS "uniqueIdentifier", g.created_at AS "createdAt", g.updated_at AS "updatedAt",
  g.state AS "state", g.capture AS "capture", ${gradeColumns}, c.id AS "cardId", ${catalogCardColumns}`;

/** SQL expressions of the fields of `gradings g` that lists show. */
export const listedGradingFields = {
  id: 'g.id',
  userCardId: 'g.user_card_id',
  uniqueIdentifier: 'g.unique_identifier',
  createdAt: 'g.created_at',
  updatedAt: 'g.updated_at',
} as const;

export type ListedGradingField = keyof typeof listedGradingFields;

/** Converts a row of `gradingColumns`. */
export function toGrading(row: GradingRow): Grading {
  return {
    id: row.id,
    userId: row.userId,
    userCardId: row.userCardId,
    uniqueIdentifier: row.uniqueIdentifier,
    state: row.state,
    capture: row.capture,
    plan: row.plan === null ? null : JSON.parse(row.plan),
    dueAt: row.dueAt,
    grades: gradesOf(row),
    modelGrade: row.modelGrade === null ? null : JSON.parse(row.modelGrade),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

/** Converts a row of `gradingDetailColumns`. */
export function toGradingDetail(row: GradingDetailRow): GradingDetail {
  return {
    id: row.id,
    userCardId: row.userCardId,
    uniqueIdentifier: row.uniqueIdentifier,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    capture: row.capture,
    grades: gradesOf(row),
    modelGradeText: row.modelGrade,
    card: toCatalogCard(row),
  };
}

function gradesOf(row: Grades & { state: GradingState }): Grades | null {
  if (row.state !== 'completed') return null;
  const { centering, corners, edges, surface, full } = row;
  return { centering, corners, edges, surface, full };
}
