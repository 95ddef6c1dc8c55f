import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packageRoot } from '../package-root.js';
import { sha256Hex } from '../tokens.js';

/** A file that pages use. */
export interface Asset {
  contentType: string;
  body: Buffer;
  gzipped: Buffer;
  /** Of the content; part of the asset's address. */
  hash: string;
}

const resolveModule = createRequire(import.meta.url).resolve;
const own = (file: string) => join(packageRoot, 'src', 'portal', 'assets', file);

/** In the order of precedence: later rules win. */
const styles = [
  'base.css',
  'frame.css',
  'components.css',
  'forms.css',
  'tables.css',
  'content.css',
  'charts.css',
  'dialogs.css',
  'reference.css',
  'small-screens.css',
];
const scripts = ['dialogs.js', 'forms.js', 'copy.js', 'keyboard.js', 'time.js', 'notify.js', 'live.js'];

/** The files that make up an asset, in order. */
const sources = {
  'portal.css': {
    contentType: 'text/css; charset=utf-8',
    files: () => [resolveModule('modern-normalize/modern-normalize.css'), ...styles.map(own)],
  },
  'portal.js': { contentType: 'text/javascript; charset=utf-8', files: () => scripts.map(own) },
  'reference.js': { contentType: 'text/javascript; charset=utf-8', files: () => [own('reference.js')] },
  'htmx.js': {
    contentType: 'text/javascript; charset=utf-8',
    files: () => [resolveModule('htmx.org/dist/htmx.min.js')],
  },
  'icon.svg': { contentType: 'image/svg+xml', files: () => [own('icon.svg')] },
} as const;

export type AssetName = keyof typeof sources;

const loaded = new Map<AssetName, Asset>();

/** An asset. It is read at the first call and kept. */
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

/** The address of an asset. It changes with the content, so browsers may cache it for ever. */
export function assetUrl(name: AssetName): string {
  return `/dashboard/assets/${asset(name).hash}/${name}`;
}

export function isAssetName(name: string): name is AssetName {
  return Object.hasOwn(sources, name);
}
