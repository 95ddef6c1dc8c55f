import { isObject } from '../client/json.js';
import { cardsList, gradingsList, type Page, type PagedList, readPage } from '../lists/walk.js';
import type { RuleContext } from '../rules/context.js';
import { ListModel, type ListQuery } from './account-model.js';
import { type Breach, breachOf } from './allowed-page.js';
import { type Choices, combinations, smaller } from './combinations.js';

const AT_ONCE = 6;
const CLOSE_ITEMS = 5;
const limits = [undefined, 1, 2, 10, 24, 25, 26, 50, 51, 99, 100];

/**
 * Every combination of parameters returns a page that the contents of the account allow. The combinations are chosen
 * pairwise; a failure is reported with the smallest request that shows it.
 */
export async function listLaw(t: RuleContext, list: PagedList): Promise<void> {
  const model = await ListModel.read(t, list, await t.accounts.many());
  t.enough([...model.items], 3, list.items);
  const choices = await choicesFor(t, model);
  // With a cursor, sort and dir have no effect: they are combined without one as well.
  const { cursor: _cursor, ...unpaged } = choices;
  const both = [...combinations(choices, t.config.seed), ...combinations(unpaged, t.config.seed)];
  const queries = [...new Map(both.map((query) => [JSON.stringify(query), query])).values()];
  const affordable = queries.slice(
    0,
    t.spend(queries.length, `combinations of parameters of ${list.operation}`),
  );
  const other = await otherModel(t, list);
  for (let start = 0; start < affordable.length; start += AT_ONCE) {
    const batch = affordable.slice(start, start + AT_ONCE);
    // Another account asks in between: each response belongs to its own request.
    const between = start === 0 && other !== null ? [readJudged(t, other, {})] : [];
    const judged = await Promise.all([...batch.map((query) => readJudged(t, model, query)), ...between]);
    for (const found of judged) if (found.breach !== null) await report(t, found);
  }
}

/**
 * The same for items that were made within a second: the account gets gradings in quick succession, and pages of one and
 * two of them.
 */
export async function closeItemsLaw(t: RuleContext): Promise<void> {
  const account = await t.accounts.fresh({ cards: CLOSE_ITEMS, gradings: 0 });
  const accountId = t.accounts.idOf(account);
  for (let made = 0; made < CLOSE_ITEMS; made += 1)
    await t.driver.completeGrading({ accountId, outcome: 'success', capture: 'full' });
  for (const list of [gradingsList, cardsList]) {
    const model = await ListModel.read(t, list, account);
    const cursors = model.items.map((item) => String(item[list.time]));
    const queries = [1, 2, 100].flatMap((limit) => [
      { limit },
      ...cursors.map((cursor) => ({ limit, cursor })),
    ]);
    for (const query of queries) {
      const found = await readJudged(t, model, query);
      if (found.breach !== null) await report(t, found);
    }
  }
}

interface Judged {
  model: ListModel;
  query: ListQuery;
  page: Page;
  breach: Breach | null;
}

async function readJudged(t: RuleContext, model: ListModel, query: ListQuery): Promise<Judged> {
  const page = await readPage(t, model.list, query, model.account.token, true);
  return { model, query, page, breach: await breachOf(model, query, page) };
}

async function report(t: RuleContext, first: Judged): Promise<void> {
  const { list } = first.model;
  if (first.model.mayLack(first.page.items))
    t.notChecked(`several ${list.items} share the time at which a page ends, and a strict cursor skips them`);
  const { page, breach } = await shrink(t, first);
  if (!(await first.model.isUnchanged()))
    t.notChecked(`the ${list.items} of the account change during the run`);
  if (breach !== null) t.check.fail(breach.message, breach.expected, breach.received, page.exchange);
}

/** Leaves parameters out for as long as the request still fails. */
async function shrink(t: RuleContext, found: Judged): Promise<Judged> {
  for (const query of smaller(found.query)) {
    const next = await readJudged(t, found.model, query);
    if (next.breach !== null) return shrink(t, next);
  }
  return found;
}

async function otherModel(t: RuleContext, list: PagedList): Promise<ListModel | null> {
  const known = t.config.otherToken !== null || t.accounts.areDisposable;
  return known ? ListModel.read(t, list, await t.accounts.other()) : null;
}

async function choicesFor(t: RuleContext, model: ListModel): Promise<Choices> {
  const { items, list } = model;
  const cursors = [items[0], items[1], items[Math.floor(items.length / 2)], items.at(-1)];
  const paging = { limit: limits, cursor: [undefined, ...cursors.map((item) => String(item?.[list.time]))] };
  if (list === gradingsList) return paging;
  return {
    ...paging,
    graded: [undefined, 'all', 'graded', 'raw'],
    sort: [undefined, 'added', 'player', 'year', 'brand', 'grade'],
    dir: [undefined, 'asc', 'desc'],
    q: [undefined, ...searchTexts(model)],
    category_id: [undefined, ...(await categoryIds(t, model))],
  };
}

/** One value of each searched field. */
function searchTexts({ items }: ListModel): string[] {
  const fields = ['player_name', 'brand', 'year', 'card_number', 'team_name'];
  const texts = fields.map((field, index) =>
    items
      .slice(index)
      .map((item) => item[field])
      .find((value) => typeof value === 'string' && value !== ''),
  );
  return [...new Set(texts.filter((text) => typeof text === 'string'))];
}

/** The ids of the categories that the account has cards of; none where card detail does not name them. */
async function categoryIds(t: RuleContext, { items, account }: ListModel): Promise<number[]> {
  const cards = [...new Map(items.map((item) => [item.category, item])).values()].slice(0, 3);
  const ids: number[] = [];
  for (const item of cards) {
    const detail = await t.call('getCard', { id: String(item[cardsList.id]), token: account.token });
    const card = isObject(detail.body) ? detail.body.card : undefined;
    if (isObject(card) && typeof card.category_id === 'number') ids.push(card.category_id);
  }
  return ids;
}
