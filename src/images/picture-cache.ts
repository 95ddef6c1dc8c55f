/** Pictures by key, the least recently used dropped first, never more than so many bytes of them. */
export interface PictureCache {
  get(key: string): Uint8Array | undefined;
  /** Keeps a picture; one that is larger than the whole cache is not kept. */
  set(key: string, picture: Uint8Array): void;
  /** Bytes of the pictures that are kept. */
  readonly bytes: number;
}

/** A cache that holds at most `capacity` bytes; 0 keeps nothing. */
export function createPictureCache(capacity: number): PictureCache {
  const kept = new Map<string, Uint8Array>();
  let bytes = 0;

  function drop(key: string): void {
    bytes -= kept.get(key)?.byteLength ?? 0;
    kept.delete(key);
  }

  return {
    get(key) {
      const picture = kept.get(key);
      if (picture === undefined) return undefined;
      // A map keeps the order of insertion: putting it in again makes it the youngest.
      kept.delete(key);
      kept.set(key, picture);
      return picture;
    },
    set(key, picture) {
      drop(key);
      if (picture.byteLength > capacity) return;
      kept.set(key, picture);
      bytes += picture.byteLength;
      for (const oldest of kept.keys()) {
        if (bytes <= capacity) break;
        drop(oldest);
      }
    },
    get bytes() {
      return bytes;
    },
  };
}
