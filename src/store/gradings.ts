import type { Database, SqlValue } from './database.js';
import { Tallies } from './tallies.js';
import type { Outcome } from './webhook-targets.js';

/** Where a grading stands in the pipeline; a webhook tells of the last two (contract §5, §8). */
export type GradingState = 'submitted' | 'in_progress' | 'completed' | 'failed';

/** What was photographed: every view of the app's capture, or a front and a back only (contract §5). */
export type Capture = 'full' | 'two-image';

/** The grades of one grading, each from 1 to 10 in half steps; null where the capture did not allow one (contract §5). */
export interface Grades {
  centering: number | null;
  corners: number | null;
  edges: number | null;
  surface: number | null;
  full: number | null;
}

/** How the webhooks of one grading differ from the ordinary ones. */
export interface WebhookTweak {
  /** The one address to send to, instead of the registered targets. */
  to?: string;
  /** The one registered target to send to. */
  targetId?: number;
  /** How many more times each is sent. */
  duplicates?: number;
  /** Whether those of one moment go out in another order than their gradings ended. */
  shuffle?: boolean;
  /** Values that take the place of the payload's own, by wire name. */
  overrides?: Record<string, string>;
  /** Fields that no webhook has by itself. */
  additions?: Record<string, string>;
}

/** How a grading in progress will end, when its due time comes. */
export interface GradingPlan {
  outcome: Outcome;
  /** When it ends by itself, ISO 8601; null when it waits to be ended. */
  endsAt: string | null;
  /** The overall grade that was asked for; absent when the seed decides. */
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
  /** When the pipeline takes its next step; null when it takes none by itself. */
  dueAt: string | null;
  /** Null until a grade exists. */
  grades: Grades | null;
  /** The pipeline's internals, served as `model_grade`; null until a grade exists. */
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

  /** A user's gradings, newest first; `before` is an exclusive bound on `createdAt`. */
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

  /** A stretch of a user's gradings, newest first, of one state when one is given. */
  async stretch(
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

  /** A user's grading, or undefined when it is another's or none. */
  async find(userId: number, id: string): Promise<Grading | undefined> {
    const grading = await this.findAny(id);
    return grading?.userId === userId ? grading : undefined;
  }

  /** A grading by its id, in lower case, whoever owns it. */
  async findAny(id: string): Promise<Grading | undefined> {
    const row = await this.#db.get<GradingRow>(
      `SELECT ${columns} FROM gradings WHERE id = ?`,
      id.toLowerCase(),
    );
    return row && toGrading(row);
  }

  /** The gradings of one card, newest first. */
  async listByCard(userCardId: number): Promise<Grading[]> {
    const rows = await this.#db.all<GradingRow>(
      `SELECT ${columns} FROM gradings WHERE user_card_id = ? ORDER BY created_at DESC, id DESC`,
      userCardId,
    );
    return rows.map(toGrading);
  }

  /** The unfinished gradings whose next step is due at `now` or before, the earliest first. */
  async listDue(now: string, limit: number): Promise<Grading[]> {
    const rows = await this.#db.all<GradingRow>(
      `SELECT ${columns} FROM gradings WHERE due_at IS NOT NULL AND due_at <= ? ORDER BY due_at, id LIMIT ?`,
      now,
      limit,
    );
    return rows.map(toGrading);
  }

  /** When the next step of any grading is due, or undefined when none is. */
  async earliestDue(): Promise<string | undefined> {
    const row = await this.#db.get<{ dueAt: string | null }>(
      'SELECT MIN(due_at) AS dueAt FROM gradings WHERE due_at IS NOT NULL',
    );
    return row?.dueAt ?? undefined;
  }

  async addMany(gradings: readonly Grading[]): Promise<void> {
    await this.#db.insertMany('gradings', insertColumns, gradings.map(toValues));
    const labels = gradings.map(({ userId, state }) => ({ userId, label: state }));
    await new Tallies(this.#db).addAll('grading_state', labels);
  }

  /** Writes what the pipeline changes: state, plan, due time, grades and `updatedAt`. */
  async update(grading: Grading): Promise<void> {
    const { state, plan, dueAt, grades, modelGrade, updatedAt, id } = grading;
    const before = await this.#db.get<{ userId: number; state: string }>(
      'SELECT user_id AS userId, state FROM gradings WHERE id = ?',
      id,
    );
    if (before === undefined) return;
    await new Tallies(this.#db).move(before.userId, 'grading_state', before.state, state);
    await this.#db.run(
      `UPDATE gradings SET state = ?, plan = ?, due_at = ?, centering_grade = ?, corners_grade = ?, edges_grade = ?,
         surface_grade = ?, full_grade = ?, model_grade = ?, updated_at = ? WHERE id = ?`,
      ...[state, toJson(plan), dueAt, ...gradeValues(grades), toJson(modelGrade), updatedAt, id],
    );
  }

  /** The highest `unique_identifier` in use, 0 when there is none. */
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
    ...{ id, userId, userCardId, uniqueIdentifier, state, capture, dueAt },
    plan: row.plan === null ? null : JSON.parse(row.plan),
    grades: state === 'completed' ? { centering, corners, edges, surface, full } : null,
    modelGrade: row.modelGrade === null ? null : JSON.parse(row.modelGrade),
    ...{ createdAt, updatedAt },
  };
}
