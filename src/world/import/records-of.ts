import { isObject, type JsonObject } from '../../json.js';
import type { CardRecord, GradingRecord } from '../records.js';
import { ImportError } from './read-service.js';

/** A card as the list and the detail show it, as a record. Throws ImportError for a field of another type. */
export function cardRecord(item: JsonObject, detail: JsonObject): CardRecord {
  const userCard = objectOf(detail.user_card);
  const card = objectOf(detail.card);
  const addedAt = timeOf(item.added_at, 'added_at');
  return {
    id: numberOf(item.user_card_id, 'user_card_id'),
    cardId: numberOf(item.card_id, 'card_id'),
    brand: textOf(item.brand),
    year: textOf(item.year),
    cardNumber: textOf(item.card_number),
    variant: textOrNull(item.variant),
    playerName: textOf(item.player_name),
    teamName: textOrNull(item.team_name),
    categoryId: numberOf(card.category_id, 'card.category_id'),
    category: textOf(item.category),
    setName: textOf(card.set_name),
    tcdbId: numberOrNull(card.tcdb_id, 'card.tcdb_id'),
    tcdbUrl: textOrNull(card.tcdb_url),
    shoeboxValue: numberOrNull(item.shoebox_value, 'shoebox_value'),
    grade: numberOrNull(item.grade, 'grade'),
    grader: textOrNull(item.grader),
    shareSlug: textOf(userCard.share_slug),
    photographed: objectOf(item.images).front !== null,
    addedAt,
    createdAt: timeOf(userCard.created_at ?? addedAt, 'user_card.created_at'),
    updatedAt: timeOf(userCard.updated_at ?? addedAt, 'user_card.updated_at'),
  };
}

/** A grading as the list and the detail show it. One without a grade counts as failed: nothing would ever end it. */
export function gradingRecord(item: JsonObject, detail: JsonObject): GradingRecord {
  const grade = isObject(detail.user_card_grade) ? detail.user_card_grade : undefined;
  const score = (name: string): number | null => numberOrNull(grade?.[`${name}_grade`], `${name}_grade`);
  return {
    id: textOf(item.id),
    userCardId: numberOf(item.user_card_id, 'user_card_id'),
    uniqueIdentifier: numberOf(item.unique_identifier, 'unique_identifier'),
    state: grade === undefined ? 'failed' : 'completed',
    capture: grade !== undefined && grade.damage_report_front_url === null ? 'two-image' : 'full',
    grades:
      grade === undefined
        ? null
        : {
            centering: score('centering_overall'),
            corners: score('corners_overall'),
            edges: score('edges_overall'),
            surface: score('surface_overall'),
            full: score('full_overall'),
          },
    modelGrade: isObject(grade?.model_grade) ? grade.model_grade : null,
    createdAt: timeOf(item.created_at, 'created_at'),
    updatedAt: timeOf(item.updated_at, 'updated_at'),
  };
}

/** A text or a number as text; empty for anything else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

const textOrNull = (value: unknown): string | null => (value == null ? null : textOf(value));

const numberOrNull = (value: unknown, name: string): number | null =>
  value == null ? null : numberOf(value, name);

function numberOf(value: unknown, name: string): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new ImportError(`The service sent ${JSON.stringify(value)} as ${name}; a number is needed.`);
}

/** In the form of the mock: UTC, with milliseconds. */
function timeOf(value: unknown, name: string): string {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(ms))
    throw new ImportError(`The service sent ${JSON.stringify(value)} as ${name}; a date-time is needed.`);
  return new Date(ms).toISOString();
}

const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});
