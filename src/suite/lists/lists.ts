import type { RuleContext } from '../rules/context.js';
import type { PagedList } from './walk.js';

const utcMilliseconds = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** The default page holds 25 items when there are more. */
export async function defaultLimit(t: RuleContext, list: PagedList): Promise<void> {
  const { token } = await t.accounts.many();
  const all = await t.call(list.operation, { token, query: { limit: 100 } });
  const known = t.enough(t.check.items(all, list.items), 26, list.items);
  const page = await t.call(list.operation, { token });
  const items = t.check.items(page, list.items);
  t.check.equal(
    items.length,
    25,
    `${known.length} ${list.items} exist, and the default page is not 25`,
    page,
  );
}

/** Limits from 1 to 100 are served, and others are refused. */
export async function limitBounds(t: RuleContext, list: PagedList): Promise<void> {
  for (const limit of [1, 100]) t.check.status(await t.call(list.operation, { query: { limit } }), 200);
  for (const limit of ['0', '101'])
    t.check.error(await t.call(list.operation, { query: { limit } }), 400, 'validation_error');
}

export async function badCursor(t: RuleContext, list: PagedList): Promise<void> {
  for (const cursor of ['yesterday', '2026-13-45T99:99:99.000Z'])
    t.check.error(await t.call(list.operation, { query: { cursor } }), 400, 'validation_error');
}

export async function newestFirst(t: RuleContext, list: PagedList): Promise<void> {
  const page = await t.call(list.operation, { query: { limit: 100 } });
  const items = t.enough(t.check.items(page, list.items), 2, list.items);
  const times = items.map((item) => Date.parse(t.check.text(item, list.time, page)));
  const wrong = times.findIndex((time, index) => index > 0 && time > (times[index - 1] ?? time));
  t.check.that(
    wrong === -1,
    `The ${list.items} are not newest first`,
    `${list.time} descending`,
    `item ${wrong + 1} is newer than item ${wrong}`,
    page,
  );
}

/** Date-times are in UTC with milliseconds and `Z`. */
export async function utcTimes(t: RuleContext, list: PagedList, names: string[]): Promise<void> {
  const page = await t.call(list.operation, { query: {} });
  t.first(t.check.items(page, list.items), list.items);
  for (const item of t.check.items(page, list.items))
    for (const name of names) {
      const time = t.check.text(item, name, page);
      t.check.that(
        utcMilliseconds.test(time),
        `\`${name}\` is not in UTC with milliseconds`,
        '2026-01-02T03:04:05.678Z',
        time,
        page,
      );
    }
}
