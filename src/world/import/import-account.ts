import { isObject, type JsonObject } from '../../json.js';
import type { Records } from '../records.js';
import { ImportError, type Service } from './read-service.js';
import { cardRecord, gradingRecord, textOf } from './records-of.js';

export interface ImportOptions {
  /** How many cards at most, the newest first. Default: all. */
  limit?: number | undefined;
  onProgress?: (done: number, total: number) => void;
}

const PAGE = 100;

/** Reads the cards of the account of a token, and the gradings of these cards. Throws ImportError. */
export async function importAccount(
  service: Service,
  { limit = Number.POSITIVE_INFINITY, onProgress }: ImportOptions = {},
): Promise<Records> {
  const listed = (await readList(service, 'cards', limit)).slice(0, limit);
  const gradings = await readList(service, 'gradings', Number.POSITIVE_INFINITY);
  const owned = new Set(listed.map((card) => card.user_card_id));
  const kept = gradings.filter((grading) => owned.has(grading.user_card_id));
  const total = listed.length + kept.length;
  const records: Records = { cards: [], gradings: [] };
  const report = (): void => onProgress?.(records.cards.length + records.gradings.length, total);
  for (const item of listed) {
    const detail = await service.get(`/v1/cards/${textOf(item.user_card_id)}`);
    records.cards.push(cardRecord(item, detail));
    report();
  }
  for (const item of kept) {
    const detail = await service.get(`/v1/gradings/${textOf(item.id)}`);
    records.gradings.push(gradingRecord(item, detail));
    report();
  }
  return records;
}

/** A whole list, newest first. Throws ImportError for a list that does not end. */
async function readList(service: Service, name: 'cards' | 'gradings', limit: number): Promise<JsonObject[]> {
  const items: JsonObject[] = [];
  const cursors = new Set<string>();
  let path = `/v1/${name}?limit=${PAGE}`;
  while (items.length < limit) {
    const { [name]: page, next_cursor: cursor } = await service.get(path);
    if (!Array.isArray(page)) throw new ImportError(`GET ${path} has no list "${name}".`);
    items.push(...page.filter(isObject));
    if (typeof cursor !== 'string') return items;
    if (cursors.has(cursor))
      throw new ImportError(`GET ${path} returned the cursor ${cursor} for the second time.`);
    cursors.add(cursor);
    path = `/v1/${name}?limit=${PAGE}&cursor=${encodeURIComponent(cursor)}`;
  }
  return items;
}
