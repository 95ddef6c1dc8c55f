/** The wrong behaviours that can be planted in the reference server. */
export const bugs = [
  'revoked-key-still-works',
  'unusable-account-is-served',
  'missing-and-invalid-credentials-are-one',
  'cursor-includes-its-own-item',
  'limit-above-100-is-served',
  'list-is-oldest-first',
  'foreign-grading-is-readable',
  'foreign-card-is-forbidden-not-absent',
  'search-is-ignored',
  'raw-filter-leaks-graded-cards',
  'cursor-keeps-the-asked-sort',
  'bad-uuid-is-a-server-error',
  'image-link-never-expires',
  'altered-image-link-works',
  'target-list-is-camel-case',
  'deleted-target-still-gets-webhooks',
  'webhook-goes-to-every-outcome',
  'webhook-is-sent-once',
  'webhook-retries-after-204',
  'account-shows-the-token-hash',
  'no-cors-header',
  'failed-calls-count-as-use',
] as const;

/** Conforming differences: each is another reading that the published text allows. */
export const variations = [
  'grades-as-strings',
  'create-returns-200',
  'delete-returns-200-with-body',
  'other-account-body',
  'extra-fields',
  'no-www-authenticate',
  'no-rate-limit-headers',
  'other-wording',
  'slow',
  'chunked',
  'gzip',
  'other-unknown-route-body',
  'empty-last-page',
  'out-of-range-id-is-400',
  'other-section-names',
  'string-prefix-search',
  'text-order-of-grades',
  'nulls-last-always',
  'application-shape-for-malformed-json',
  'basic-is-invalid-credentials',
  'two-image-fills-every-grade',
  'short-lived-links',
  'long-error-bodies',
  'late-webhooks',
] as const;

export type Bug = (typeof bugs)[number];
export type Variation = (typeof variations)[number];

export interface Switches {
  bugs: ReadonlySet<Bug>;
  variations: ReadonlySet<Variation>;
}
