import type { PictureSubject } from '../picture-subject.js';
import { athlete, athleteShadow } from './athletes.js';
import { type CardLayout, layoutOf } from './card-layouts.js';
import { creature, portrait } from './creature.js';
import { foil, signature } from './foil.js';
import { type Palette, paletteOf, sportOf } from './palette.js';
import { PictureRandom } from './picture-random.js';
import { scene } from './scene.js';
import { num, roundedBox } from './svg.js';

/** The size of an upright card. Real cards have the same ratio of 5 to 7. */
export const CARD = { width: 600, height: 840 } as const;

/** One side of an upright card with its top left corner at 0, 0. The drawing extends beyond the edges: cover them. */
export interface CardSide {
  defs: string;
  body: string;
}

/** The offset of the print from the centre, in pixels to the right and down. */
export interface PrintShift {
  x: number;
  y: number;
}

/** Draws the front of a card: picture, brand, name, team, number and, for variants, foil. */
export function cardFace(subject: PictureSubject, shift: PrintShift = { x: 0, y: 0 }): CardSide {
  const palette = paletteOf(subject);
  const sport = sportOf(subject.category);
  const random = new PictureRandom('face', subject.userCardId, subject.playerName);
  const style = layoutOf(subject);
  const { x, y, width, height } = style.window;
  const background = scene(sport, palette, random, width, height);
  const shine = foil(subject.variant, width, height);
  const paper = style.paper === 'tint' ? (shine.tint ?? palette.accent) : style.paper;
  const autograph = signature(subject.variant, new PictureRandom('pen', subject.playerName), width, height);
  const body =
    `<g transform="translate(${num(x + shift.x)} ${num(y + shift.y)})">${background.body}${shine.body}${figure(subject, palette, random, width, height)}${autograph}</g>` +
    `<g transform="translate(${num(shift.x)} ${num(shift.y)})">${frame(style.window, style.radius, paper)}${style.print(subject, palette, shine.tint)}</g>`;
  return { defs: background.defs, body };
}

/** Draws the border. It extends beyond the card on all sides, so that an off-centre print leaves no gap. */
function frame({ x, y, width, height }: CardLayout['window'], radius: number, paper: string): string {
  const hole = roundedBox(x, y, width, height, radius);
  return `<path d="M-60-60H${CARD.width + 60}V${CARD.height + 60}H-60z${hole}" fill="${paper}" fill-rule="evenodd"/>`;
}

function figure(
  subject: PictureSubject,
  palette: Palette,
  random: PictureRandom,
  width: number,
  height: number,
): string {
  const sport = sportOf(subject.category);
  const scale = Math.min(width / 440, (height * 0.86) / 480);
  const flip = random.chance(0.4);
  const left = (width - 420 * scale) / 2;
  const place = flip
    ? `translate(${num(width - left)} ${num(height * 0.92 - 480 * scale)}) scale(${num(-scale)} ${num(scale)})`
    : `translate(${num(left)} ${num(height * 0.92 - 480 * scale)}) scale(${num(scale)})`;
  if (sport === 'creature') return `<g transform="${place}">${creature(palette, random)}</g>`;
  if (sport === 'other') return `<g transform="${place}">${portrait(palette, random)}</g>`;
  const look = { skinTone: random.integer(0, 4), number: String(random.integer(1, 45)), mirrored: flip };
  const shadow = athleteShadow(sport);
  return (
    `<g transform="${place}"><g transform="translate(-30 14)" fill="${palette.deep}" fill-opacity=".35">${shadow}</g>` +
    `<g transform="translate(-13 5)" fill="${palette.accent}">${shadow}</g>${athlete(sport, palette, look)}</g>`
  );
}
