import { Empty } from './empty.js';

interface PagerProps {
  /** From 1. */
  page: number;
  /** Whether another page follows. */
  more: boolean;
  /** How many pages there are, when that is known. */
  pages?: number | undefined;
  href: (page: number) => string;
}

/** Links to the previous and next page of a list. */
export function Pager({ page, more, pages, href }: PagerProps) {
  if (page === 1 && !more) return null;
  return (
    <nav class="pager" aria-label="Pages">
      {page > 1 ? (
        <a class="button quiet" href={href(page - 1)} rel="prev">
          Newer
        </a>
      ) : (
        <span />
      )}
      <span>
        Page {page.toLocaleString('en')}
        {pages !== undefined && ` of ${pages.toLocaleString('en')}`}
      </span>
      {more ? (
        <a class="button quiet" href={href(page + 1)} rel="next">
          Older
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}

/** Splits rows that were read with a limit of one more than `size`. */
export function pageOf<Row>(rows: readonly Row[], size: number): { rows: readonly Row[]; more: boolean } {
  return { rows: rows.slice(0, size), more: rows.length > size };
}

/** The last page that exists below `page`, or 1. It asks for about log2(page) pages. */
export async function lastPage(page: number, exists: (page: number) => Promise<boolean>): Promise<number> {
  let [known, missing] = [1, page];
  while (missing - known > 1) {
    const middle = Math.floor((known + missing) / 2);
    if (await exists(middle)) known = middle;
    else missing = middle;
  }
  return known;
}

interface BeyondLastPageProps {
  page: number;
  last: number;
  href: (page: number) => string;
}

/** Shown on a page that does not exist. */
export function BeyondLastPage({ page, last, href }: BeyondLastPageProps) {
  return (
    <Empty title={`There is no page ${page.toLocaleString('en')}`}>
      The last page is <a href={href(last)}>page {last.toLocaleString('en')}</a>.
    </Empty>
  );
}
