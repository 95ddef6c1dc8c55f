import { callLine, endMs, REACTION_MS, type SeenCall } from './evidence.js';
import { failed, notExercised, passed, type ReadinessCheck } from './readiness-check.js';

/** Links are signed in whole seconds. */
const SIGNED_WITHIN_MS = 1500;

export const treatsLinksAsShortLived: ReadinessCheck = {
  id: 'treats-image-links-as-short-lived',
  title: 'treats image links as short-lived',
  remedy:
    'Do not store presigned URLs: read the card or the grading again when a picture is needed, or copy the picture when the webhook arrives.',
  situation:
    'chck clock advance 6m --url {url}, after your client has shown a picture; then have it show the picture again',
  check: ({ calls, nowMs }) => {
    const images = calls.filter(({ url }) => url.startsWith('/images/'));
    const expired = images.filter((call) => {
      const isLate = call.status === 403 && Date.parse(call.at) > expiryMs(call.url);
      return isLate && !clockJumped(call, calls);
    });
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

/** Whether a link expired only because the clock was moved between the response that gave it and its first use. */
function clockJumped(call: SeenCall, calls: readonly SeenCall[]): boolean {
  if (calls.some(({ url, realMs }) => url === call.url && realMs < call.realMs)) return false;
  const signedMs = signedAtMs(call.url);
  const given = calls.findLast(({ path, at, realMs }) => {
    const isNear = Math.abs(Date.parse(at) - signedMs) <= SIGNED_WITHIN_MS;
    return path.startsWith('/v1') && isNear && realMs <= call.realMs;
  });
  return given !== undefined && call.realMs - endMs(given) < REACTION_MS;
}

/** When a link expires by its own parameters, in ms since 1970. Never when it has none. */
function expiryMs(url: string): number {
  const seconds = Number(queryOf(url).get('X-Amz-Expires') ?? Number.NaN);
  const atMs = signedAtMs(url) + seconds * 1000;
  return Number.isNaN(atMs) ? Number.POSITIVE_INFINITY : atMs;
}

/** When a link was signed, in ms since 1970; NaN when it does not say. */
function signedAtMs(url: string): number {
  const date = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(queryOf(url).get('X-Amz-Date') ?? '');
  if (date === null) return Number.NaN;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = date.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function queryOf(url: string): URLSearchParams {
  return new URLSearchParams(url.slice(url.indexOf('?')));
}
