import type { OwnedCard } from './owned-card.js';
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

/** A grading with its card. */
export interface GradingWithCard {
  grading: Grading;
  /** `grading.modelGrade` as JSON. */
  modelGradeText: string | null;
  owned: OwnedCard;
}

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

/** The columns of `gradings g`. */
export const gradingColumns = `g.id AS "id", g.user_id AS "userId", g.user_card_id AS "userCardId",
  g.unique_identifier AS "uniqueIdentifier", g.state AS "state", g.capture AS "capture", g.plan AS "plan",
  g.due_at AS "dueAt", g.centering_grade AS "centering", g.corners_grade AS "corners", g.edges_grade AS "edges",
  g.surface_grade AS "surface", g.full_grade AS "full", g.model_grade AS "modelGrade", g.created_at AS "createdAt",
  g.updated_at AS "updatedAt"`;

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
  const { centering, corners, edges, surface, full } = row;
  return {
    id: row.id,
    userId: row.userId,
    userCardId: row.userCardId,
    uniqueIdentifier: row.uniqueIdentifier,
    state: row.state,
    capture: row.capture,
    plan: row.plan === null ? null : JSON.parse(row.plan),
    dueAt: row.dueAt,
    grades: row.state === 'completed' ? { centering, corners, edges, surface, full } : null,
    // Parsed when it is read: the Partner API sends the text.
    get modelGrade() {
      return row.modelGrade === null ? null : JSON.parse(row.modelGrade);
    },
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
