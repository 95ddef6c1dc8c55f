import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packageRoot } from '../package-root.js';
import { encodePng } from './png-file.js';

/** The fonts of pictures. System fonts are not used. */
const FONTS = ['BarlowCondensed-Medium.ttf', 'BarlowCondensed-Bold.ttf', 'BarlowCondensed-BlackItalic.ttf'];

interface Pixels {
  width: number;
  height: number;
  rgba: Uint8Array;
}

let loading: Promise<(svg: string) => Pixels> | undefined;
let previous: Promise<unknown> = Promise.resolve();

/**
 * Renders an SVG document as PNG. The document must cover its whole page. The renderer (several megabytes) is loaded
 * with the first picture. Pictures are rendered one at a time, which limits the memory for pixels.
 */
export function renderPng(svg: string): Promise<Uint8Array> {
  const picture = previous.then(() => render(svg));
  previous = picture.catch(() => undefined);
  return picture;
}

async function render(svg: string): Promise<Uint8Array> {
  loading ??= load();
  const rasterize = await loading;
  const { width, height, rgba } = rasterize(svg);
  return encodePng(width, height, rgba);
}

async function load(): Promise<(svg: string) => Pixels> {
  const require = createRequire(import.meta.url);
  const [{ initWasm, Resvg }, wasm, ...fontBuffers] = await Promise.all([
    import('@resvg/resvg-wasm'),
    readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')),
    ...FONTS.map((name) => readFile(join(packageRoot, 'fixtures', 'fonts', name))),
  ]);
  await initWasm(wasm);
  const font = { fontBuffers, defaultFontFamily: 'Barlow Condensed' };
  return (svg) => {
    // WebAssembly memory is not garbage-collected: free it here.
    const drawing = new Resvg(svg, { font });
    try {
      const image = drawing.render();
      try {
        return { width: image.width, height: image.height, rgba: image.pixels };
      } finally {
        image.free();
      }
    } finally {
      drawing.free();
    }
  };
}
