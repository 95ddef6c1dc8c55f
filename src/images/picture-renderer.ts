import { createPictureCache } from './picture-cache.js';
import type { PictureKind, PictureSubject } from './picture-subject.js';
import { WorkerRenderer } from './worker-renderer.js';

export interface PictureRenderer {
  /** Returns a picture as PNG. The same subject gives the same bytes. Do not modify the bytes: callers share them. */
  png(kind: PictureKind, subject: PictureSubject): Promise<Uint8Array>;
  /** The size of the cached pictures, in bytes. */
  readonly cachedBytes: number;
  /** Ends the worker thread. Pictures that are not finished fail. */
  close(): Promise<void>;
}

export interface PictureRendererOptions {
  /** The size of the cache, in bytes; 0 disables it. Default: 8 MiB (about 80 pictures). */
  cacheBytes?: number;
  /** Renders a picture as PNG. Default: in a worker thread. */
  renderer?: Pick<WorkerRenderer, 'render' | 'close'>;
}

/** Creates a renderer that caches pictures and renders each one once for concurrent callers. */
export function createPictureRenderer({
  cacheBytes = 8 * 1024 * 1024,
  renderer = new WorkerRenderer(),
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
    const picture = await renderer.render(kind, subject);
    cache.set(key, picture);
    return picture;
  }

  return {
    png,
    get cachedBytes() {
      return cache.bytes;
    },
    close: () => renderer.close(),
  };
}
