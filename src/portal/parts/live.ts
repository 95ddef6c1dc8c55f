import type { Topic } from '../live-feed.js';

/** The attributes of an element that htmx updates from `href` when one of the topics changes. */
export function live(id: string, href: string, ...topics: Exclude<Topic, 'world'>[]) {
  return {
    id,
    'hx-get': href,
    'hx-trigger': topics.map((topic) => `${topic} from:body`).join(', '),
    'hx-select': `#${id}`,
    'hx-swap': 'outerHTML',
  };
}
