import type { EncodedText } from '../encoded-text.js';
import { Counts } from './counts.js';
import type { Database, SqlValue, Statement } from './database.js';
import {
  type Grades,
  type Grading,
  type GradingDetail,
  type GradingState,
  gradingColumns,
  gradingDetailColumns,
  type ListedGradingField,
  listedGradingFields,
  toGrading,
  toGradingDetail,
} from './grading.js';
import { type FieldNames, selection } from './selection.js';

export type {
  Capture,
  Grades,
  Grading,
  GradingDetail,
  GradingPlan,
  GradingState,
  ListedGrading,
  ListedGradingField,
  WebhookFault,
  WebhookTweak,
} from './grading.js';

const insertColumns = [
  'id',
  'user_id',
  'user_card_id',
  'unique_identifier',
  'state',
  'capture',
  'plan',
  'due_at',
  'centering_grade',
  'corners_grade',
  'edges_grade',
  'surface_grade',
  'full_grade',
  'model_grade',
  'created_at',
  'updated_at',
];

const newestFirst = 'g.created_at DESC, g.id DESC';

export class Gradings {
  readonly #db: Database;
  readonly #counts: Counts;
  readonly #page: Statement<Grading>;
  readonly #pageInState: Statement<Grading>;
  readonly #find: Statement<Grading>;
  readonly #findDetail: Statement<GradingDetail>;
  readonly #listByCard: Statement<Grading>;
  readonly #listDue: Statement<Grading>;
  readonly #earliestDue: Statement<{ dueAt: string | null }>;
  readonly #findState: Statement<{ userId: number; state: GradingState }>;
  readonly #update: Statement<unknown>;
  readonly #highest: Statement<{ highest: number | null }>;

  constructor(db: Database) {
    this.#db = db;
    this.#counts = new Counts(db);
    const list = (rest: string) => db.prepare(`SELECT ${gradingColumns} FROM gradings g ${rest}`, toGrading);
    this.#page = list(`WHERE g.user_id = ? ORDER BY ${newestFirst} LIMIT ? OFFSET ?`);
    this.#pageInState = list(`WHERE g.user_id = ? AND g.state = ? ORDER BY ${newestFirst} LIMIT ? OFFSET ?`);
    this.#find = list('WHERE g.id = ?');
    this.#findDetail = db.prepare(
      `SELECT ${gradingDetailColumns} FROM gradings g JOIN user_cards uc ON uc.id = g.user_card_id
       JOIN cards c ON c.id = uc.card_id WHERE g.id = ? AND g.user_id = ?`,
      toGradingDetail,
    );
    this.#listByCard = list(`WHERE g.user_card_id = ? ORDER BY ${newestFirst}`);
    this.#listDue = list('WHERE g.due_at IS NOT NULL AND g.due_at <= ? ORDER BY g.due_at, g.id LIMIT ?');
    this.#earliestDue = db.prepare('SELECT MIN(due_at) AS "dueAt" FROM gradings WHERE due_at IS NOT NULL');
    this.#findState = db.prepare('SELECT user_id AS "userId", state AS "state" FROM gradings WHERE id = ?');
    this.#update = db.prepare(
      `UPDATE gradings SET state = ?, capture = ?, plan = ?, due_at = ?, centering_grade = ?, corners_grade = ?, edges_grade = ?,
         surface_grade = ?, full_grade = ?, model_grade = ?, updated_at = ? WHERE id = ?`,
    );
    this.#highest = db.prepare('SELECT MAX(unique_identifier) AS "highest" FROM gradings');
  }

  /**
   * Returns a function that reads a user's gradings, newest first, as JSON: an array of objects with these names and
   * fields, in the bytes of `JSON.stringify`. `before` is an exclusive bound of `createdAt`.
   */
  asJson(
    fields: FieldNames<ListedGradingField>,
  ): (userId: number, limit: number, before?: string) => Promise<EncodedText> {
    const select = `SELECT ${selection(fields, listedGradingFields)} FROM gradings g WHERE g.user_id = ?`;
    const newest = this.#db.prepare(`${select} ORDER BY ${newestFirst} LIMIT ?`);
    const earlier = this.#db.prepare(`${select} AND g.created_at < ? ORDER BY ${newestFirst} LIMIT ?`);
    return (userId, limit, before) =>
      before === undefined ? newest.json([userId, limit]) : earlier.json([userId, before, limit]);
  }

  /** Returns a page of a user's gradings, in one state if given, newest first. */
  page(
    userId: number,
    { state, limit, offset }: { state?: GradingState | undefined; limit: number; offset: number },
  ): Promise<Grading[]> {
    if (state === undefined) return this.#page.all([userId, limit, offset]);
    return this.#pageInState.all([userId, state, limit, offset]);
  }

  /** Returns a grading of this user. */
  async find(userId: number, id: string): Promise<Grading | undefined> {
    const grading = await this.findAny(id);
    return grading?.userId === userId ? grading : undefined;
  }

  /** Returns what the detail of a grading of this user shows. */
  findDetail(userId: number, id: string): Promise<GradingDetail | undefined> {
    return this.#findDetail.get([id.toLowerCase(), userId]);
  }

  /** Returns a grading of any user. */
  findAny(id: string): Promise<Grading | undefined> {
    return this.#find.get([id.toLowerCase()]);
  }

  /** Returns the gradings of one card, newest first. */
  listByCard(userCardId: number): Promise<Grading[]> {
    return this.#listByCard.all([userCardId]);
  }

  /** Returns gradings whose state is due to change at `now`, earliest first. */
  listDue(now: string, limit: number): Promise<Grading[]> {
    return this.#listDue.all([now, limit]);
  }

  /** Returns when the state of any grading is due to change, or undefined when there is none. */
  async earliestDue(): Promise<string | undefined> {
    return (await this.#earliestDue.get([]))?.dueAt ?? undefined;
  }

  async addMany(gradings: readonly Grading[]): Promise<void> {
    await this.#db.insertMany('gradings', insertColumns, gradings.map(toValues));
    const labels = gradings.map(({ userId, state }) => ({ userId, label: state }));
    await this.#counts.addAll('grading_state', labels);
  }

  /** Saves what the pipeline changes: state, capture, plan, due time, grades and `updatedAt`. */
  async update(grading: Grading): Promise<void> {
    const { state, capture, plan, dueAt, grades, modelGrade, updatedAt, id } = grading;
    const before = await this.#findState.get([id]);
    if (before === undefined) return;
    await this.#counts.move(before.userId, 'grading_state', before.state, state);
    await this.#update.run([
      state,
      capture,
      toJson(plan),
      dueAt,
      ...gradeValues(grades),
      toJson(modelGrade),
      updatedAt,
      id,
    ]);
  }

  /** Returns the highest `unique_identifier`, or 0 when there is none. */
  async highestUniqueIdentifier(): Promise<number> {
    return (await this.#highest.get([]))?.highest ?? 0;
  }
}

function toValues(grading: Grading): SqlValue[] {
  return [
    grading.id,
    grading.userId,
    grading.userCardId,
    grading.uniqueIdentifier,
    grading.state,
    grading.capture,
    toJson(grading.plan),
    grading.dueAt,
    ...gradeValues(grading.grades),
    toJson(grading.modelGrade),
    grading.createdAt,
    grading.updatedAt,
  ];
}

function gradeValues(grades: Grades | null): SqlValue[] {
  if (grades === null) return [null, null, null, null, null];
  return [grades.centering, grades.corners, grades.edges, grades.surface, grades.full];
}

function toJson(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
