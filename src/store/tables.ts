/** All tables, with referencing tables before referenced ones, so that rows can be deleted in this order. */
export const tables = [
  'counts',
  'attempts',
  'deliveries',
  'faults',
  'webhook_targets',
  'gradings',
  'user_cards',
  'cards',
  'search_values',
  'platform_api_keys',
  'accounts',
  'users',
  'settings',
] as const;
