import { callLine } from './evidence.js';
import { failed, notExercised, passed, type ReadinessCheck } from './readiness-check.js';

export const treatsLinksAsShortLived: ReadinessCheck = {
  id: 'treats-image-links-as-short-lived',
  title: 'treats image links as short-lived',
  remedy:
    'Do not store presigned URLs: read the card or the grading again when a picture is needed, or copy the picture when the webhook arrives.',
  situation:
    'chck clock advance 6m --url {url}, after your client has shown a picture; then have it show the picture again',
  check: ({ calls, nowMs }) => {
    const images = calls.filter(({ url }) => url.startsWith('/images/'));
    const expired = images.filter(({ status, url, at }) => status === 403 && Date.parse(at) > expiryMs(url));
    if (expired.length > 0) {
      return failed('A link was used after it had expired.', expired.slice(0, 5).map(callLine));
    }
    const good = images.filter(({ status }) => status === 200);
    if (good.length === 0) return notExercised('No picture was fetched.');
    const ended = good.filter(({ url }) => nowMs > expiryMs(url));
    if (ended.length > 0) {
      return passed(
        `${good.length} pictures were fetched in time; ${ended.length} of their links have expired since, and none was used again.`,
      );
    }
    return notExercised(`${good.length} pictures were fetched in time; no link has expired yet.`);
  },
};

export const fetchesImagesWithoutKey: ReadinessCheck = {
  id: 'fetches-images-without-key',
  title: 'sends its key to no image link, as to no other host',
  remedy:
    'Send no Authorization header with an image link: the link is signed, and S3 refuses two kinds of authentication (400 InvalidArgument).',
  situation: 'have your client show a picture of {url}',
  check: ({ calls }) => {
    const images = calls.filter(({ url }) => url.startsWith('/images/'));
    const withKey = images.filter(({ requestHeaders }) => requestHeaders.authorization !== undefined);
    if (withKey.length > 0) {
      return failed(
        'An image link, which leads to another host in production, was used with an Authorization header.',
        withKey.slice(0, 5).map(callLine),
      );
    }
    if (images.length === 0) return notExercised('No picture was fetched.');
    return passed(`None of ${images.length} image links was used with an Authorization header.`);
  },
};

/** When a link expires by its own parameters, in ms since 1970. Never when it has none. */
function expiryMs(url: string): number {
  const searchParams = new URLSearchParams(url.slice(url.indexOf('?')));
  const date = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(searchParams.get('X-Amz-Date') ?? '');
  const seconds = Number(searchParams.get('X-Amz-Expires') ?? Number.NaN);
  if (date === null || Number.isNaN(seconds)) return Number.POSITIVE_INFINITY;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = date.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) + seconds * 1000;
}
