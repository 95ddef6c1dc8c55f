/** The generated deviations that no rule notices, each with the reason. */
export const survivors: Readonly<Record<string, string>> = {
  'listCards: `cards.*.images` has the value of the first item':
    'Several cards may show one picture, such as a placeholder; no published sentence says that links differ.',
  'listCards: sort=year is taken as added beside q':
    'Pairs of parameters are combined, and the few cards that a search leaves may be in both orders at once.',
  'getHealth: the origin is not reflected': 'CORS on /health is assumed: a question in default mode.',
  'getHealth: every origin is allowed by a star': 'CORS on /health is assumed: a question in default mode.',
  'getAccount: success is in an envelope': 'The body of /v1/account is not published.',
  'getAccount: success is text/html': 'The body of /v1/account is not published, nor is its type.',
  'links: the slab image is not found':
    'The names of the slab links in card detail are assumed: a question in default mode.',
  'getAccount: a refused call is a use of its key':
    'It is refused with 401 and 403 only, and the use of such a key is not asked for.',
  'listWebhookTargets: a refused call is a use of its key':
    'It is refused with 401 and 403 only, and the use of such a key is not asked for.',
  'webhooks: every target is served twice': 'The same session may be delivered more than once.',
};
