import type { PictureSubject } from '../picture-subject.js';
import { hash32 } from './picture-random.js';

/** The colours of a team: `deep` for backgrounds and text, `main` for jerseys, `accent` for details, `pale` for paper. */
export interface Palette {
  deep: string;
  main: string;
  accent: string;
  pale: string;
}

const TEAMS: readonly Palette[] = [
  { deep: '#0b1f3f', main: '#1d4f91', accent: '#e4572e', pale: '#dfe9f5' },
  { deep: '#2a0a12', main: '#a6192e', accent: '#f2c14e', pale: '#f6e5df' },
  { deep: '#062b23', main: '#0f6b4f', accent: '#f5b700', pale: '#e0efe4' },
  { deep: '#1b1036', main: '#5b2a9d', accent: '#ffb81c', pale: '#ece4f5' },
  { deep: '#10151c', main: '#3a4654', accent: '#f26a21', pale: '#e6e9ec' },
  { deep: '#04283a', main: '#00778b', accent: '#ff6f61', pale: '#dcf0f1' },
  { deep: '#3a1304', main: '#c8500c', accent: '#14213d', pale: '#fbe8d8' },
  { deep: '#0a1733', main: '#274690', accent: '#f6c445', pale: '#e2e8f6' },
  { deep: '#141414', main: '#8d1b3d', accent: '#c9c9c9', pale: '#efe6e8' },
  { deep: '#08252c', main: '#2a7f62', accent: '#e9eef0', pale: '#e1efe9' },
  { deep: '#1f1300', main: '#8a5a00', accent: '#2b2d42', pale: '#f7edd6' },
  { deep: '#071a2e', main: '#4d9de0', accent: '#e63946', pale: '#e3f0fb' },
];

const ELEMENTS: readonly Palette[] = [
  { deep: '#4a1203', main: '#e2571e', accent: '#ffce4b', pale: '#ffe9d2' },
  { deep: '#04304f', main: '#2b8fd6', accent: '#8fe3ff', pale: '#dff2fd' },
  { deep: '#0e3516', main: '#46a049', accent: '#d6ec6f', pale: '#e6f5dd' },
  { deep: '#3d3000', main: '#e3b505', accent: '#fff3a3', pale: '#fff7d6' },
  { deep: '#2c0f45', main: '#8e4ec6', accent: '#f7a8d8', pale: '#f2e4fa' },
];

/** The kind of drawing of a category. */
export type Sport = 'baseball' | 'basketball' | 'football' | 'hockey' | 'soccer' | 'creature' | 'other';

const SPORTS: readonly (readonly [RegExp, Sport])[] = [
  [/base\s?ball/i, 'baseball'],
  [/basket\s?ball/i, 'basketball'],
  [/soccer|f[uú]tbol/i, 'soccer'],
  [/foot\s?ball/i, 'football'],
  [/hockey/i, 'hockey'],
  [/pok[eé]mon|tcg|magic|yu-?gi|gaming|lorcana|trading card game/i, 'creature'],
];

/** Returns the kind of drawing of a category; `other` for an unknown one. */
export function sportOf(category: string): Sport {
  return SPORTS.find(([pattern]) => pattern.test(category))?.[1] ?? 'other';
}

/** Returns the colours of a team. The same team always has the same colours. */
export function paletteOf(subject: PictureSubject): Palette {
  const choices = sportOf(subject.category) === 'creature' ? ELEMENTS : TEAMS;
  const seed = subject.teamName ?? `${subject.brand} ${subject.playerName}`;
  const [first] = choices;
  const chosen = choices[hash32(seed) % choices.length] ?? first;
  if (!chosen) throw new Error('The list of palettes is empty');
  return chosen;
}

/** Returns the text colour, black or white, that is readable on a colour given as `#rrggbb`. */
export function inkOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return red * 0.299 + green * 0.587 + blue * 0.114 > 150 ? '#14181d' : '#ffffff';
}
