import { isObject } from '../../json.js';

/** Stands for a link, which is a short-lived secret and is not kept. */
export const LINK = 'link';

/**
 * A body without the links of images: they are in `images`, and in fields that end with `_url` of a grade. That there
 * was one is kept.
 */
export function withoutLinks(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutLinks(item, name));
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [
        key,
        withoutLinks(child, name === 'images' ? 'images' : key),
      ]),
    );
  }
  const isLink =
    typeof value === 'string' && (name === 'images' || /^(slab|damage_report)_.*_url$/.test(name));
  return isLink ? LINK : value;
}
