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
