import type { RuleContext } from '../rules/context.js';
import type { PagedList } from './walk.js';

const utcMilliseconds = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

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
