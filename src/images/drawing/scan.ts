import { CARD, type CardSide } from './card-face.js';
import { PictureRandom } from './picture-random.js';
import { num, roundedBox, svgDocument } from './svg.js';

/** The size of the drawing. The picture is smaller by SCALE. */
const BED = { width: 940, height: 680 } as const;
const SCALE = 0.9;

/** The size of a scan in pixels: landscape, as required for the two-image capture. */
export const SCAN = { width: BED.width * SCALE, height: BED.height * SCALE } as const;

/** Draws a card on a grey scanner bed, with its top to the left (contract §5, two-image capture). */
export function scan(side: CardSide, seed: string): string {
  const random = new PictureRandom('scan', seed);
  const [x, y] = [50 + random.integer(-6, 6), 40 + random.integer(-6, 6)];
  const hole = roundedBox(x, y, CARD.height, CARD.width, 15);
  const mat = `<path d="M-60-60H${BED.width + 60}V${BED.height + 60}H-60z${hole}" fill="#c9cdcc" fill-rule="evenodd"/>`;
  const shadow = [14, 10, 6, 3].map((spread) => {
    const ring = roundedBox(
      x - spread + 6,
      y - spread + 8,
      CARD.height + 2 * spread,
      CARD.width + 2 * spread,
      15 + spread,
    );
    return `<path d="${ring}${hole}" fill="#14181d" fill-opacity=".09" fill-rule="evenodd"/>`;
  });
  const body = `<g transform="translate(${num(x)} ${num(y + CARD.width)}) rotate(-90)">${side.body}</g>${mat}${shadow.join('')}<path d="${hole}" fill="none" stroke="#000" stroke-opacity=".2" stroke-width="1.5"/>`;
  return svgDocument(BED.width, BED.height, side.defs, body, SCALE);
}
