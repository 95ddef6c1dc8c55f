import { cardBack } from './drawing/card-back.js';
import { cardFace } from './drawing/card-face.js';
import { damageReport } from './drawing/damage-report.js';
import { scan } from './drawing/scan.js';
import { slabBack, slabFront } from './drawing/slab.js';
import { createPictureCache } from './picture-cache.js';
import type { PictureKind, PictureSubject } from './picture-subject.js';
import { renderPng } from './render-png.js';

const DRAWINGS: Readonly<Record<PictureKind, (subject: PictureSubject) => string>> = {
  'card-front': (subject) => scan(cardFace(subject), `front ${subject.userCardId}`),
  'card-back': (subject) => scan(cardBack(subject), `back ${subject.userCardId}`),
  'slab-front': slabFront,
  'slab-back': slabBack,
  'damage-report-front': (subject) => damageReport(subject, 'front'),
  'damage-report-back': (subject) => damageReport(subject, 'back'),
};

/**
 * The picture as an SVG document. Scans of a card do not depend on its grades, since grading does not change a card;
 * slabs and damage reports do.
 */
export function drawPicture(kind: PictureKind, subject: PictureSubject): string {
  return DRAWINGS[kind](subject);
}

export interface PictureRenderer {
  /** The picture as a PNG: the same pixels for the same subject, everywhere. The bytes are shared: do not write to them. */
  png(kind: PictureKind, subject: PictureSubject): Promise<Uint8Array>;
  /** Bytes of pictures that are kept. */
  readonly cachedBytes: number;
}

export interface PictureStudioOptions {
  /** How many bytes of pictures to keep; 8 MiB (some eighty pictures) unless told, 0 for none. */
  cacheBytes?: number;
  /** Makes a PNG of an SVG document. */
  render?: (svg: string) => Promise<Uint8Array>;
}

/** Draws pictures on demand; one that several callers wait for is rendered once, and the latest are kept. */
export function createPictureRenderer({
  cacheBytes = 8 * 1024 * 1024,
  render = renderPng,
}: PictureStudioOptions = {}): PictureRenderer {
  const cache = createPictureCache(cacheBytes);
  const underWay = new Map<string, Promise<Uint8Array>>();

  function png(kind: PictureKind, subject: PictureSubject): Promise<Uint8Array> {
    const key = `${kind} ${JSON.stringify(subject)}`;
    const kept = cache.get(key);
    if (kept) return Promise.resolve(kept);
    const waiting = underWay.get(key);
    if (waiting) return waiting;
    const drawn = drawAndKeep(key, kind, subject).finally(() => underWay.delete(key));
    underWay.set(key, drawn);
    return drawn;
  }

  async function drawAndKeep(key: string, kind: PictureKind, subject: PictureSubject): Promise<Uint8Array> {
    const picture = await render(drawPicture(kind, subject));
    cache.set(key, picture);
    return picture;
  }

  return {
    png,
    get cachedBytes() {
      return cache.bytes;
    },
  };
}
