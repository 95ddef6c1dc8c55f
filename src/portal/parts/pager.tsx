interface PagerProps {
  /** From 1. */
  page: number;
  /** Whether more follows. */
  more: boolean;
  /** How many pages there are, when that is known. */
  pages?: number | undefined;
  href: (page: number) => string;
}

/** Leads through a long list. */
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

/** A list read one row longer than a page, as a page. */
export function pageOf<Row>(rows: readonly Row[], size: number): { rows: readonly Row[]; more: boolean } {
  return { rows: rows.slice(0, size), more: rows.length > size };
}
