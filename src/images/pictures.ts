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
 * Returns a picture as an SVG document. Slabs and damage reports depend on the grades; scans of a card do not.
 */
export function drawPicture(kind: PictureKind, subject: PictureSubject): string {
  return DRAWINGS[kind](subject);
}

export interface PictureRenderer {
  /** Returns a picture as PNG. The same subject gives the same bytes. Do not modify the bytes: callers share them. */
  png(kind: PictureKind, subject: PictureSubject): Promise<Uint8Array>;
  /** The size of the cached pictures, in bytes. */
  readonly cachedBytes: number;
}

export interface PictureRendererOptions {
  /** The size of the cache, in bytes; 0 disables it. Default: 8 MiB (about 80 pictures). */
  cacheBytes?: number;
  /** Converts an SVG document to PNG. */
  render?: (svg: string) => Promise<Uint8Array>;
}

/** Creates a renderer that caches pictures and renders each one once for concurrent callers. */
export function createPictureRenderer({
  cacheBytes = 8 * 1024 * 1024,
  render = renderPng,
}: PictureRendererOptions = {}): PictureRenderer {
  const cache = createPictureCache(cacheBytes);
  const pending = new Map<string, Promise<Uint8Array>>();

  function png(kind: PictureKind, subject: PictureSubject): Promise<Uint8Array> {
    const key = `${kind} ${JSON.stringify(subject)}`;
    const cached = cache.get(key);
    if (cached) return Promise.resolve(cached);
    const current = pending.get(key);
    if (current) return current;
    const picture = renderAndCache(key, kind, subject).finally(() => pending.delete(key));
    pending.set(key, picture);
    return picture;
  }

  async function renderAndCache(
    key: string,
    kind: PictureKind,
    subject: PictureSubject,
  ): Promise<Uint8Array> {
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
