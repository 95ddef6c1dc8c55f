import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packageRoot } from '../package-root.js';
import { sha256Hex } from '../tokens.js';

/** A file that pages refer to. */
export interface Asset {
  contentType: string;
  body: Buffer;
  gzipped: Buffer;
  /** Of the content, for `ETag` and for addresses that may be kept for ever. */
  hash: string;
}

const resolveModule = createRequire(import.meta.url).resolve;
const own = (file: string) => join(packageRoot, 'src', 'portal', 'assets', file);

/** The files that an asset is made of, one after another: what is well kept elsewhere first, ours last. */
const sources = {
  'portal.css': {
    contentType: 'text/css; charset=utf-8',
    files: () => [resolveModule('modern-normalize/modern-normalize.css'), own('portal.css')],
  },
  'portal.js': { contentType: 'text/javascript; charset=utf-8', files: () => [own('portal.js')] },
  'reference.js': { contentType: 'text/javascript; charset=utf-8', files: () => [own('reference.js')] },
  'htmx.js': {
    contentType: 'text/javascript; charset=utf-8',
    files: () => [resolveModule('htmx.org/dist/htmx.min.js')],
  },
  'icon.svg': { contentType: 'image/svg+xml', files: () => [own('icon.svg')] },
} as const;

export type AssetName = keyof typeof sources;

const loaded = new Map<AssetName, Asset>();

/** An asset, read at the first call and kept. */
export function asset(name: AssetName): Asset {
  let found = loaded.get(name);
  if (found === undefined) {
    const { contentType, files } = sources[name];
    const body = Buffer.concat(files().map((file) => readFileSync(file)));
    found = {
      contentType,
      body,
      gzipped: gzipSync(body),
      hash: sha256Hex(body.toString('latin1')).slice(0, 16),
    };
    loaded.set(name, found);
  }
  return found;
}

/** The address of an asset; it changes with the content, so browsers may keep what they have. */
export function assetUrl(name: AssetName): string {
  return `/dashboard/assets/${asset(name).hash}/${name}`;
}

export function isAssetName(name: string): name is AssetName {
  return Object.hasOwn(sources, name);
}
