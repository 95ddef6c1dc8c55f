import type { PictureSubject } from '../picture-subject.js';
import { inkOn, type Palette, sportOf } from './palette.js';
import { PictureRandom } from './picture-random.js';
import { text } from './svg.js';

/** The layout of the cards of a set, on a card of 600 by 840. */
export interface CardLayout {
  window: { x: number; y: number; width: number; height: number };
  radius: number;
  /** The colour of the border. `tint` is the colour of the variant or the team. */
  paper: string;
  print(subject: PictureSubject, palette: Palette, tint: string | null): string;
}

/** Returns the layout for brand, year and set. Cards of one set have the same layout; old years have their own. */
export function layoutOf({ brand, year, setName, category }: PictureSubject): CardLayout {
  if (sportOf(category) === 'creature') return GAME;
  if (Number.parseInt(year, 10) < 1982) return VINTAGE;
  return new PictureRandom('layout', brand, year, setName).pick([CLASSIC, MODERN]);
}

const CLASSIC: CardLayout = {
  window: { x: 34, y: 34, width: 532, height: 772 },
  radius: 10,
  paper: '#f7f6f2',
  print: (subject, palette, tint) =>
    `<path d="M34 664L566 620V796q0 10-10 10H44q-10 0-10-10z" fill="${palette.deep}"/><path d="M34 664L566 620v12L34 676z" fill="${tint ?? palette.accent}"/>` +
    text(60, 742, subject.playerName.toUpperCase(), { size: 68, weight: 900, fill: '#fff', maxWidth: 476 }) +
    text(60, 783, (subject.teamName ?? subject.category).toUpperCase(), {
      size: 30,
      weight: 700,
      fill: palette.pale,
      spacing: 2,
      maxWidth: 370,
    }) +
    text(540, 783, `NO. ${subject.cardNumber}`, {
      size: 26,
      weight: 500,
      fill: palette.pale,
      anchor: 'end',
      maxWidth: 120,
    }) +
    badge(subject, palette, 56, 58),
};

const MODERN: CardLayout = {
  window: { x: 0, y: 0, width: 600, height: 840 },
  radius: 0,
  paper: 'tint',
  print: (subject, palette, tint) =>
    `<path d="M0 0H86V840H0z" fill="${palette.deep}" fill-opacity=".9"/><path d="M86 0h8V840h-8z" fill="${tint ?? palette.accent}"/>` +
    `<g transform="translate(66 788) rotate(-90)">${text(0, 0, subject.playerName.toUpperCase(), { size: 70, weight: 900, fill: '#fff', maxWidth: 640 })}</g>` +
    `<g transform="translate(43 60)"><circle r="30" fill="${tint ?? palette.accent}"/>${text(0, 9, subject.cardNumber, { size: 25, weight: 700, fill: inkOn(tint ?? palette.accent), anchor: 'middle', maxWidth: 50 })}</g>` +
    `<path d="M290 752H600v56H264z" fill="${tint ?? palette.accent}"/>` +
    text(576, 791, (subject.teamName ?? subject.category).toUpperCase(), {
      size: 30,
      weight: 700,
      fill: inkOn(tint ?? palette.accent),
      anchor: 'end',
      spacing: 1.5,
      maxWidth: 268,
    }) +
    text(570, 66, subject.brand.toUpperCase(), {
      size: 44,
      weight: 900,
      fill: '#fff',
      anchor: 'end',
      maxWidth: 340,
    }) +
    text(570, 96, [subject.year, subject.variant].filter(Boolean).join(' · '), {
      size: 24,
      weight: 700,
      fill: '#fff',
      anchor: 'end',
      maxWidth: 340,
      opacity: 0.85,
    }) +
    `<rect x="7" y="7" width="586" height="826" rx="10" fill="none" stroke="${tint ?? '#fff'}" stroke-width="14"/>`,
};

const VINTAGE: CardLayout = {
  window: { x: 46, y: 46, width: 508, height: 640 },
  radius: 4,
  paper: '#efe6d0',
  print: (subject, palette) =>
    `<rect x="46" y="46" width="508" height="640" fill="#c98f3d" fill-opacity=".12"/><rect x="46" y="46" width="508" height="640" fill="none" stroke="${palette.main}" stroke-width="7"/>` +
    `<rect x="46" y="704" width="508" height="92" fill="${palette.main}"/><rect x="52" y="710" width="496" height="80" fill="none" stroke="#efe6d0" stroke-width="2"/>` +
    text(74, 756, subject.playerName, { size: 50, weight: 700, fill: '#fdf8ea', maxWidth: 350 }) +
    text(74, 782, subject.teamName ?? subject.category, { size: 24, fill: '#fdf8ea', maxWidth: 350 }) +
    `<circle cx="492" cy="726" r="58" fill="#efe6d0"/><circle cx="492" cy="726" r="50" fill="${palette.accent}"/>` +
    text(492, 738, subject.brand.toUpperCase(), {
      size: 31,
      weight: 900,
      fill: inkOn(palette.accent),
      anchor: 'middle',
      maxWidth: 88,
    }),
};

const GAME: CardLayout = {
  window: { x: 52, y: 112, width: 496, height: 400 },
  radius: 8,
  paper: '#f2c230',
  print: (subject, palette, tint) =>
    `<path d="M28 40q0-12 12-12H560q12 0 12 12V800q0 12-12 12H40q-12 0-12-12zM52 112V512H548V112z" fill="${palette.pale}" fill-rule="evenodd"/>` +
    `<rect x="28" y="28" width="544" height="784" rx="12" fill="none" stroke="${palette.main}" stroke-width="4"/><rect x="50" y="110" width="500" height="404" rx="9" fill="none" stroke="${tint ?? '#b9a24a'}" stroke-width="7"/>` +
    text(54, 88, subject.playerName, { size: 50, weight: 700, fill: palette.deep, maxWidth: 380 }) +
    `<circle cx="524" cy="70" r="26" fill="${palette.main}"/><path d="M524 52l6 12 13 2-10 9 3 13-12-7-12 7 3-13-10-9 13-2z" fill="${palette.accent}"/>` +
    `<path d="M52 528h496v34H52z" fill="${palette.main}" fill-opacity=".18"/>` +
    text(300, 553, [subject.setName ?? subject.brand, subject.year].join(' · '), {
      size: 25,
      fill: palette.deep,
      anchor: 'middle',
      maxWidth: 470,
    }) +
    gameMoves(subject, palette) +
    text(54, 792, subject.brand, { size: 22, weight: 700, fill: palette.deep, maxWidth: 240 }) +
    text(546, 792, [subject.cardNumber, subject.variant].filter(Boolean).join(' · '), {
      size: 22,
      fill: palette.deep,
      anchor: 'end',
      maxWidth: 240,
    }),
};

function gameMoves(subject: PictureSubject, palette: Palette): string {
  const random = new PictureRandom('moves', subject.playerName);
  const first = random.pick(['Quick', 'Bright', 'Hidden', 'Rolling', 'Silent']);
  const second = random.pick(['Charge', 'Leaf', 'Ember', 'Tide', 'Echo']);
  return [`${first} ${second}`, `${second} Guard`]
    .map((name, index) => {
      const y = 620 + index * 82;
      const pips = Array.from(
        { length: index + 1 },
        (_, pip) => `<circle cx="${74 + pip * 36}" cy="${y - 11}" r="15" fill="${palette.main}"/>`,
      );
      return `${pips.join('')}${text(160, y, name, { size: 36, weight: 700, fill: palette.deep })}${text(544, y, String(random.integer(2, 12) * 10), { size: 42, weight: 700, fill: palette.deep, anchor: 'end' })}<path d="M52 ${y + 30}h496" stroke="${palette.deep}" stroke-opacity=".25" stroke-width="2"/>`;
    })
    .join('');
}

function badge(subject: PictureSubject, palette: Palette, x: number, y: number): string {
  return (
    text(x, y + 38, subject.brand.toUpperCase(), { size: 46, weight: 900, fill: '#fff', maxWidth: 330 }) +
    text(x, y + 68, [subject.year, subject.variant].filter(Boolean).join(' · '), {
      size: 25,
      weight: 700,
      fill: palette.pale,
      maxWidth: 330,
    })
  );
}
