import { Counts } from './counts.js';
import type { Database, SqlValue } from './database.js';
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

interface GradingRow {
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

const columns = `id, user_id AS userId, user_card_id AS userCardId, unique_identifier AS uniqueIdentifier, state, capture,
  plan, due_at AS dueAt, centering_grade AS centering, corners_grade AS corners, edges_grade AS edges,
  surface_grade AS surface, full_grade AS full, model_grade AS modelGrade, created_at AS createdAt,
  updated_at AS updatedAt`;

const insertColumns = [
  ...['id', 'user_id', 'user_card_id', 'unique_identifier', 'state', 'capture', 'plan', 'due_at'],
  ...['centering_grade', 'corners_grade', 'edges_grade', 'surface_grade', 'full_grade', 'model_grade'],
  ...['created_at', 'updated_at'],
];

export class Gradings {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Returns a user's gradings, newest first. `before` is an exclusive bound of `createdAt`. */
  async list(userId: number, limit: number, before?: string): Promise<Grading[]> {
    const bound = before === undefined ? '' : 'AND created_at < ?';
    const rows = await this.#db.all<GradingRow>(
      `SELECT ${columns} FROM gradings WHERE user_id = ? ${bound} ORDER BY created_at DESC, id DESC LIMIT ?`,
      userId,
      ...(before === undefined ? [] : [before]),
      limit,
    );
    return rows.map(toGrading);
  }

  /** Returns a page of a user's gradings, in one state if given, newest first. */
  async page(
    userId: number,
    { state, limit, offset }: { state?: GradingState | undefined; limit: number; offset: number },
  ): Promise<Grading[]> {
    const rows = await this.#db.all<GradingRow>(
      `SELECT ${columns} FROM gradings WHERE user_id = ? ${state === undefined ? '' : 'AND state = ?'}
       ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?`,
      userId,
      ...(state === undefined ? [] : [state]),
      limit,
      offset,
    );
    return rows.map(toGrading);
  }

  /** Returns a grading of this user. */
  async find(userId: number, id: string): Promise<Grading | undefined> {
    const grading = await this.findAny(id);
    return grading?.userId === userId ? grading : undefined;
  }

  /** Returns a grading of any user. */
  async findAny(id: string): Promise<Grading | undefined> {
    const row = await this.#db.get<GradingRow>(
      `SELECT ${columns} FROM gradings WHERE id = ?`,
      id.toLowerCase(),
    );
    return row && toGrading(row);
  }

  /** Returns the gradings of one card, newest first. */
  async listByCard(userCardId: number): Promise<Grading[]> {
    const rows = await this.#db.all<GradingRow>(
      `SELECT ${columns} FROM gradings WHERE user_card_id = ? ORDER BY created_at DESC, id DESC`,
      userCardId,
    );
    return rows.map(toGrading);
  }

  /** Returns gradings whose state is due to change at `now`, earliest first. */
  async listDue(now: string, limit: number): Promise<Grading[]> {
    const rows = await this.#db.all<GradingRow>(
      `SELECT ${columns} FROM gradings WHERE due_at IS NOT NULL AND due_at <= ? ORDER BY due_at, id LIMIT ?`,
      now,
      limit,
    );
    return rows.map(toGrading);
  }

  /** Returns when the state of any grading is due to change, or undefined when there is none. */
  async earliestDue(): Promise<string | undefined> {
    const row = await this.#db.get<{ dueAt: string | null }>(
      'SELECT MIN(due_at) AS dueAt FROM gradings WHERE due_at IS NOT NULL',
    );
    return row?.dueAt ?? undefined;
  }

  async addMany(gradings: readonly Grading[]): Promise<void> {
    await this.#db.insertMany('gradings', insertColumns, gradings.map(toValues));
    const labels = gradings.map(({ userId, state }) => ({ userId, label: state }));
    await new Counts(this.#db).addAll('grading_state', labels);
  }

  /** Saves what the pipeline changes: state, plan, due time, grades and `updatedAt`. */
  async update(grading: Grading): Promise<void> {
    const { state, plan, dueAt, grades, modelGrade, updatedAt, id } = grading;
    const before = await this.#db.get<{ userId: number; state: string }>(
      'SELECT user_id AS userId, state FROM gradings WHERE id = ?',
      id,
    );
    if (before === undefined) return;
    await new Counts(this.#db).move(before.userId, 'grading_state', before.state, state);
    await this.#db.run(
      `UPDATE gradings SET state = ?, plan = ?, due_at = ?, centering_grade = ?, corners_grade = ?, edges_grade = ?,
         surface_grade = ?, full_grade = ?, model_grade = ?, updated_at = ? WHERE id = ?`,
      ...[state, toJson(plan), dueAt, ...gradeValues(grades), toJson(modelGrade), updatedAt, id],
    );
  }

  /** Returns the highest `unique_identifier`, or 0 when there is none. */
  async highestUniqueIdentifier(): Promise<number> {
    const row = await this.#db.get<{ highest: number | null }>(
      'SELECT MAX(unique_identifier) AS highest FROM gradings',
    );
    return row?.highest ?? 0;
  }
}

function toValues(grading: Grading): SqlValue[] {
  const { id, userId, userCardId, uniqueIdentifier, state, capture, plan, dueAt, grades, modelGrade } =
    grading;
  return [
    ...[id, userId, userCardId, uniqueIdentifier, state, capture, toJson(plan), dueAt],
    ...[...gradeValues(grades), toJson(modelGrade), grading.createdAt, grading.updatedAt],
  ];
}

function gradeValues(grades: Grades | null): SqlValue[] {
  if (grades === null) return [null, null, null, null, null];
  return [grades.centering, grades.corners, grades.edges, grades.surface, grades.full];
}

function toJson(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

function toGrading(row: GradingRow): Grading {
  const { id, userId, userCardId, uniqueIdentifier, state, capture, dueAt, createdAt, updatedAt } = row;
  const { centering, corners, edges, surface, full } = row;
  return {
    id,
    userId,
    userCardId,
    uniqueIdentifier,
    state,
    capture,
    dueAt,
    plan: row.plan === null ? null : JSON.parse(row.plan),
    grades: state === 'completed' ? { centering, corners, edges, surface, full } : null,
    modelGrade: row.modelGrade === null ? null : JSON.parse(row.modelGrade),
    createdAt,
    updatedAt,
  };
}
