import type { RuleContext } from '../rules/context.js';
import type { PagedList } from './walk.js';

const utcMilliseconds = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

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
