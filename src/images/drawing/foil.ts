import type { PictureRandom } from './picture-random.js';
import { num } from './svg.js';

/** A reflection over a box, for variants such as refractor, prizm, foil and colours. */
export interface Foil {
  body: string;
  /** The colour of the border, if the variant has one. */
  tint: string | null;
}

const TINTS: readonly (readonly [RegExp, string])[] = [
  [/gold|shimmer|yellow/i, '#d8a928'],
  [/silver|chrome|platinum|refractor|prizm|holo|foil/i, '#b9c3cc'],
  [/red|ruby|crimson/i, '#c3202f'],
  [/blue|sapphire|aqua|teal/i, '#1e6fc2'],
  [/green|emerald/i, '#1f8a4c'],
  [/purple|amethyst|violet/i, '#7a3bb8'],
  [/orange|bronze|copper/i, '#d9701e'],
  [/pink|magenta/i, '#d94f92'],
  [/black|onyx/i, '#26282c'],
];

const NONE: Foil = { body: '', tint: null };

/** Returns the foil of a variant. Cards without a variant, and plain variants such as "Base", have none. */
export function foil(variant: string | null, width: number, height: number): Foil {
  if (variant === null || /^(base|common|normal|regular)?$/i.test(variant.trim())) return NONE;
  const tint = TINTS.find(([pattern]) => pattern.test(variant))?.[1] ?? '#b9c3cc';
  const rainbow = /refractor|prizm|holo|foil|chrome|rainbow|shimmer|mojo|parallel/i.test(variant);
  const hues = rainbow ? RAINBOW : [tint, '#ffffff'];
  const bands = Array.from({ length: 8 }, (_, index) => {
    const [y, thickness] = [index * (height / 5.4) - height * 0.1, index % 3 === 0 ? 58 : 30];
    const hue = hues[index % hues.length] ?? tint;
    return `<path d="M0 ${num(y)}L${width} ${num(y - width * 0.62)}v${thickness}L0 ${num(y + thickness)}z" fill="${hue}" fill-opacity="${rainbow ? 0.24 : 0.15}"/>`;
  });
  return { body: bands.join(''), tint };
}

const RAINBOW = ['#ff7ab8', '#ffd86b', '#7dffb2', '#6bc7ff', '#c08bff'];

/** Draws a signature across a box for signed variants. Returns an empty text for all others. */
export function signature(
  variant: string | null,
  random: PictureRandom,
  width: number,
  height: number,
): string {
  if (variant === null || !/auto|signed|signature/i.test(variant)) return '';
  const step = (width * 0.62) / 9;
  let path = `M${num(width * 0.2)} ${num(height * 0.66)}`;
  for (let letter = 0; letter < 9; letter++) {
    const tall = letter === 0 || letter === 4 ? 105 : random.between(16, 52);
    path += `c${num(step * 0.5)} ${num(-tall)} ${num(step * 1.1)} ${num(-tall)} ${num(step * 0.35)} ${num(random.between(-6, 12))}s${num(step * 0.3)} ${num(random.between(2, 22))} ${num(step * 0.65)} ${num(random.between(-14, 2))}`;
  }
  return `<path d="${path}q40 30 90-16" fill="none" stroke="#10246b" stroke-width="5.5" stroke-linecap="round" stroke-linejoin="round"/>`;
}
