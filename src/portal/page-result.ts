import type { ComponentChildren } from 'preact';

/** How something went, said once on the next page. It never contains a secret. */
export interface Notice {
  kind: 'done' | 'failed';
  text: string;
}

/** The sections of the portal, as in its navigation. */
export type Section = 'overview' | 'api-keys' | 'cards' | 'gradings' | 'webhooks' | 'traffic' | 'simulator';

/** A page without its frame. */
export interface PageView {
  title: string;
  section: Section;
  /** The list that the page belongs to. */
  parent?: { name: string; href: string };
  /** Buttons and links beside the title. */
  actions?: ComponentChildren;
  content: ComponentChildren;
  /** Shown on top of the page. */
  dialog?: ComponentChildren;
  /** The token of a key that was just created: the only one that a page may show. */
  shownToken?: string;
  /** Default: 200. */
  status?: number;
  /** Shown above the content. Default: the notice of the redirect to this page. */
  notice?: Notice;
}

/** Leads to another address, whose page shows the notice once. */
export interface Redirect {
  location: string;
  notice?: Notice;
}

/** A file that the browser saves. */
export interface Download {
  fileName: string;
  contentType: string;
  body: string;
}

export type PageResult = PageView | Redirect | Download;
