import type { Request, Response } from 'express';
import type { Exchange } from '../http/exchange.js';
import { type HttpResponse, headerList } from '../http/http-response.js';
import { createPipeline, type PipelineDependencies } from '../http/pipeline.js';
import type { ImageLinks } from '../images/image-links.js';
import { objectResponse } from '../images/object-response.js';
import type { PictureRenderer } from '../images/picture-renderer.js';
import type { PictureKind, PictureSubject } from '../images/picture-subject.js';
import { S3_ERROR_CONTENT_TYPE, type S3Error, s3ErrorXml } from '../images/s3-error.js';
import { RendererClosedError } from '../images/worker-renderer.js';
import type { OwnedCard } from '../store/cards.js';
import { DatabaseUnavailableError } from '../store/errors.js';
import type { Grading } from '../store/gradings.js';
import type { Store } from '../store/store.js';
import { hasDamageReport } from './formatters/grading.js';

export interface PictureSource {
  store: Store;
  pictures: PictureRenderer;
}

export interface ImagesDependencies extends PictureSource, PipelineDependencies {
  links: ImageLinks;
  /** Called with internal errors. */
  onError: (error: unknown) => void;
}

interface Picture {
  kind: PictureKind;
  subject: PictureSubject;
  lastModifiedMs: number;
}

const sides = { 'front.png': 'card-front', 'back.png': 'card-back' } as const;
const gradingPictures = {
  'slab-front.png': 'slab-front',
  'slab-back.png': 'slab-back',
  'damage-report-front.png': 'damage-report-front',
  'damage-report-back.png': 'damage-report-back',
} as const;

/** The image links: pictures for valid links, S3's XML errors for others (contract §7). */
export function createImages(
  dependencies: ImagesDependencies,
): (request: Request, response: Response) => Promise<void> {
  const { links, publicOrigin, onError } = dependencies;
  return createPipeline(dependencies, {
    async handle({ method, headers, path, query }, exchange) {
      if (headers.authorization !== undefined && isSigned(query)) return refusal(twoMechanisms, exchange);
      await dependencies.store.sharing?.refresh();
      const verdict = links.check(method, publicOrigin.hostFor(headers), path, query);
      if (!verdict.ok) return refusal(verdict, exchange);
      const picture = await pictureAt(dependencies.store, path);
      if (picture === undefined) return refusal(noSuchKey(path), exchange);
      const bytes = await dependencies.pictures.png(picture.kind, picture.subject);
      const { lastModifiedMs } = picture;
      const response = objectResponse({ bytes, contentType: 'image/png', lastModifiedMs }, headers);
      if ('code' in response) return refusal(response, exchange);
      const { status, body } = response;
      return { status, headers: [...headerList(response.headers), 'x-amz-request-id', exchange.id], body };
    },
    handleError(error, exchange) {
      if (error instanceof DatabaseUnavailableError) return refusal(unavailable, exchange);
      if (!(error instanceof RendererClosedError)) onError(error);
      return refusal(internalError, exchange);
    },
  });
}

function refusal(error: S3Error, exchange: Exchange): HttpResponse {
  exchange.reason = error.message;
  return {
    status: error.status,
    headers: [
      ...headerList(error.headers ?? {}),
      'content-type',
      S3_ERROR_CONTENT_TYPE,
      'x-amz-request-id',
      exchange.id,
    ],
    body: Buffer.from(s3ErrorXml(error, exchange.id)),
  };
}

/** Returns whether a query has a signature, of version 4 or 2. */
function isSigned(query: string): boolean {
  return /(?:^|&)(?:X-Amz-Algorithm|X-Amz-Signature|Signature)=/.test(query);
}

const twoMechanisms: S3Error = {
  status: 400,
  code: 'InvalidArgument',
  message:
    'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
  details: { ArgumentName: 'Authorization' },
};

const internalError: S3Error = {
  status: 500,
  code: 'InternalError',
  message: 'We encountered an internal error. Please try again.',
  details: {},
};

const unavailable: S3Error = {
  status: 503,
  code: 'ServiceUnavailable',
  message: 'Please reduce your request rate.',
  headers: { 'retry-after': '1' },
  details: {},
};

/** The picture at a path such as `/images/cards/7/front.png`, as PNG. Undefined when there is none. */
export async function findPicture(
  { store, pictures }: PictureSource,
  path: string,
): Promise<Uint8Array | undefined> {
  const picture = await pictureAt(store, path);
  return picture && pictures.png(picture.kind, picture.subject);
}

async function pictureAt(store: Store, path: string): Promise<Picture | undefined> {
  const [, , collection, id = '', file = ''] = path.split('/');
  if (collection === 'cards' && isKey(file, sides)) {
    const owned = await store.cards.findAny(Number(id));
    if (!owned?.userCard.photographed) return undefined;
    const lastModifiedMs = Date.parse(owned.userCard.addedAt);
    return { kind: sides[file], subject: subjectOf(owned, undefined), lastModifiedMs };
  }
  if (collection !== 'gradings' || !isKey(file, gradingPictures)) return undefined;
  const kind = gradingPictures[file];
  const grading = await store.gradings.findAny(id);
  if (grading === undefined) return undefined;
  const exists = kind.startsWith('slab') ? grading.grades !== null : hasDamageReport(grading);
  const owned = exists ? await store.cards.findAny(grading.userCardId) : undefined;
  if (owned === undefined) return undefined;
  return { kind, subject: subjectOf(owned, grading), lastModifiedMs: Date.parse(grading.updatedAt) };
}

function subjectOf({ userCard, card }: OwnedCard, grading: Grading | undefined): PictureSubject {
  const { brand, year, cardNumber, variant, playerName, teamName, category, setName } = card;
  return {
    userCardId: userCard.id,
    brand,
    year,
    cardNumber,
    variant,
    playerName,
    teamName,
    category,
    setName,
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
