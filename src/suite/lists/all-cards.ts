import type { Exchange } from '../client/exchange.js';
import type { JsonObject } from '../client/json.js';
import type { RuleContext } from '../rules/context.js';
import { cardsList, readPage } from './walk.js';

export type Query = Record<string, string | number>;

/** The cards of the account that a query returns. Not checked when there are too many to compare. */
export async function allCards(
  t: RuleContext,
  query: Query = {},
): Promise<{ items: JsonObject[]; exchange: Exchange }> {
  const page = await readPage(t, cardsList, { limit: 100, ...query });
  if (page.items.length >= 100) t.notChecked('the account has 100 cards or more, too many to compare');
  return page;
}

/** The ids of cards, in ascending order. */
export const idsOf = (items: JsonObject[]): number[] =>
  items.map((item) => Number(item.user_card_id)).toSorted((left, right) => left - right);
