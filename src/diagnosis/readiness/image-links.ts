import { callLine, type SeenCall } from './evidence.js';
import { failed, open, type Point, passed } from './point.js';

export const treatsLinksAsShortLived: Point = {
  id: 'treats-image-links-as-short-lived',
  title: 'treats image links as short-lived',
  remedy:
    'Do not store presigned URLs: read the card or the grading again when a picture is needed, or copy the picture when the webhook arrives.',
  situation:
    'chck clock advance 6m --url {url}, after your client has shown a picture; then have it show the picture again',
  judge: ({ calls }) => {
    const images = calls.filter(({ url }) => url.startsWith('/images/'));
    const expired = images.filter(({ status, url, at }) => status === 403 && Date.parse(at) > expiryMs(url));
    if (expired.length > 0) {
      return failed('A link was used after it had run out.', expired.slice(0, 5).map(callLine));
    }
    const good = images.filter(({ status }) => status === 200);
    if (good.length === 0) return open('No picture was fetched.');
    const again = good.some((later) => good.some((earlier) => isRenewed(earlier, later)));
    if (again) return passed('Pictures were fetched again by fresh links when the first had run out.');
    return open(
      `${good.length} pictures were fetched in time; none was fetched again after its link ran out.`,
    );
  },
};

/** Whether the same picture was fetched by another link after the first one had run out. */
function isRenewed(earlier: SeenCall, later: SeenCall): boolean {
  const samePicture = earlier.url.split('?')[0] === later.url.split('?')[0];
  return samePicture && earlier.url !== later.url && Date.parse(later.at) > expiryMs(earlier.url);
}

/** When a link runs out, by its own words, in ms since 1970; never when it does not say. */
function expiryMs(url: string): number {
  const { searchParams } = new URL(url, 'http://mock');
  const date = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(searchParams.get('X-Amz-Date') ?? '');
  const seconds = Number(searchParams.get('X-Amz-Expires') ?? Number.NaN);
  if (date === null || Number.isNaN(seconds)) return Number.POSITIVE_INFINITY;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = date.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) + seconds * 1000;
}
