/** Pictures by key, limited by their total size. The least recently used are dropped first. */
export interface PictureCache {
  get(key: string): Uint8Array | undefined;
  /** Stores a picture, unless it is larger than the whole cache. */
  set(key: string, picture: Uint8Array): void;
  /** The total size of the pictures, in bytes. */
  readonly bytes: number;
}

/** Creates a cache of at most `capacity` bytes. 0 disables the cache. */
export function createPictureCache(capacity: number): PictureCache {
  const pictures = new Map<string, Uint8Array>();
  let bytes = 0;

  function drop(key: string): void {
    bytes -= pictures.get(key)?.byteLength ?? 0;
    pictures.delete(key);
  }

  return {
    get(key) {
      const picture = pictures.get(key);
      if (picture === undefined) return undefined;
      // A Map keeps insertion order: a picture that is inserted again becomes the newest.
      pictures.delete(key);
      pictures.set(key, picture);
      return picture;
    },
    set(key, picture) {
      drop(key);
      if (picture.byteLength > capacity) return;
      pictures.set(key, picture);
      bytes += picture.byteLength;
      for (const oldest of pictures.keys()) {
        if (bytes <= capacity) break;
        drop(oldest);
      }
    },
    get bytes() {
      return bytes;
    },
  };
}
