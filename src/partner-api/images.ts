import express, { type Request, type Response, type Router } from 'express';
import type { Clock } from '../clock.js';
import { type Journal, requestIdOf } from '../http/journal.js';
import { maskedHeaders } from '../http/mask.js';
import type { ImageLinks } from '../images/image-links.js';
import type { PictureKind, PictureSubject } from '../images/picture-subject.js';
import type { PictureRenderer } from '../images/pictures.js';
import { S3_ERROR_CONTENT_TYPE, type S3Error, s3ErrorXml } from '../images/s3-error.js';
import type { OwnedCard } from '../store/cards.js';
import type { Grading } from '../store/gradings.js';
import type { Store } from '../store/store.js';
import { hasDamageReport } from './formatters/grading.js';

export interface ImagesDependencies {
  store: Store;
  clock: Clock;
  links: ImageLinks;
  pictures: PictureRenderer;
  journal: Journal;
}

interface Picture {
  kind: PictureKind;
  subject: PictureSubject;
}

const sides = { 'front.png': 'card-front', 'back.png': 'card-back' } as const;
const gradingPictures = {
  'slab-front.png': 'slab-front',
  'slab-back.png': 'slab-back',
  'damage-report-front.png': 'damage-report-front',
  'damage-report-back.png': 'damage-report-back',
} as const;

/** What presigned links lead to: pictures for those who hold a good one, S3's XML errors for others (contract §7). */
export function createImages(dependencies: ImagesDependencies): Router {
  const { store, links, pictures } = dependencies;
  const router = express.Router({ caseSensitive: true, strict: true });
  router.use('/images', async (request, response) => {
    const send = answering(dependencies, request, response);
    const [path = '', query = ''] = request.originalUrl.split('?', 2);
    const host = request.headers.host ?? '';
    const verdict = links.check(request.method, host, path, query);
    if (!verdict.ok) return send.refusal(verdict);
    const png = await findPicture({ store, pictures }, path);
    if (png === undefined) return send.refusal(noSuchKey(path));
    send.png(png);
  });
  return router;
}

/** What an image link can be answered with; each way is noted in the journal. */
function answering({ clock, journal }: ImagesDependencies, request: Request, response: Response) {
  const { method, headers, socket } = request;
  // Whoever knows the signature could fetch the picture.
  const url = request.originalUrl.replace(/(X-Amz-Signature=)[^&]*/i, '$1…');
  const id = requestIdOf(headers);
  const [at, realMs, startedMs] = [clock.now(), clock.realMs(), performance.now()];
  const send = (
    status: number,
    own: Record<string, string>,
    body: string | Uint8Array,
    reason: string | null,
  ) => {
    const responseHeaders = { ...own, 'x-amz-request-id': id };
    response.writeHead(status, responseHeaders);
    response.end(body);
    journal.add({
      ...{ id, at, realMs, method, url, status, responseHeaders, reason },
      clientAddress: socket.remoteAddress ?? 'unknown',
      ...{ operationId: null, accountId: null, keyId: null, keyPrefix: null },
      requestHeaders: maskedHeaders(headers),
      ...{ requestBody: null, responseBody: null, nextCursor: null, fault: null },
      durationMs: performance.now() - startedMs,
    });
  };
  return {
    refusal: (error: S3Error) =>
      send(error.status, { 'content-type': S3_ERROR_CONTENT_TYPE }, s3ErrorXml(error, id), error.message),
    png: (png: Uint8Array) =>
      send(
        200,
        {
          'content-type': 'image/png',
          'content-length': String(png.byteLength),
          'cache-control': 'private, no-store',
        },
        png,
        null,
      ),
  };
}

/** The picture at a path such as `/images/cards/7/front.png`, as PNG; undefined when there is none. */
export async function findPicture(
  { store, pictures }: Pick<ImagesDependencies, 'store' | 'pictures'>,
  path: string,
): Promise<Uint8Array | undefined> {
  const picture = await pictureAt(store, path);
  return picture && pictures.png(picture.kind, picture.subject);
}

async function pictureAt(store: Store, path: string): Promise<Picture | undefined> {
  const [, , collection, id = '', file = ''] = path.split('/');
  if (collection === 'cards' && isKey(file, sides)) {
    const owned = await store.cards.findAny(Number(id));
    return owned?.userCard.photographed
      ? { kind: sides[file], subject: subjectOf(owned, undefined) }
      : undefined;
  }
  if (collection !== 'gradings' || !isKey(file, gradingPictures)) return undefined;
  const kind = gradingPictures[file];
  const grading = await store.gradings.findAny(id);
  const exists = kind.startsWith('slab')
    ? grading?.grades !== null
    : grading !== undefined && hasDamageReport(grading);
  const owned = grading === undefined ? undefined : await store.cards.findAny(grading.userCardId);
  return exists && owned !== undefined ? { kind, subject: subjectOf(owned, grading) } : undefined;
}

function subjectOf({ userCard, card }: OwnedCard, grading: Grading | undefined): PictureSubject {
  const { brand, year, cardNumber, variant, playerName, teamName, category, setName } = card;
  return {
    userCardId: userCard.id,
    ...{ brand, year, cardNumber, variant, playerName, teamName, category, setName },
    uniqueIdentifier: grading?.uniqueIdentifier ?? null,
    grades: grading?.grades ?? null,
  };
}

function noSuchKey(path: string): S3Error {
  return {
    status: 404,
    code: 'NoSuchKey',
    message: 'The specified key does not exist.',
    details: { Key: path.slice(1) },
  };
}

function isKey<Table extends object>(text: string, table: Table): text is keyof Table & string {
  return Object.hasOwn(table, text);
}
