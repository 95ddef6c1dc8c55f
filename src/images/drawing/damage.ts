import type { PictureSubject } from '../picture-subject.js';
import { CARD, type PrintShift } from './card-face.js';
import { PictureRandom } from './picture-random.js';

export type Corner = 'top left' | 'top right' | 'bottom left' | 'bottom right';

/** A flaw of a side of a card. Position and `size` are in pixels of the card. */
export type Flaw =
  | { part: 'corner'; corner: Corner; x: number; y: number; size: number }
  | { part: 'edge'; side: 'left' | 'right' | 'top' | 'bottom'; x: number; y: number; size: number }
  | { part: 'surface'; x: number; y: number; size: number; angle: number };

/** The measurements of one side of a card. */
export interface Damage {
  flaws: readonly Flaw[];
  /** The position of the print; null without a centering grade. */
  centering: { shift: PrintShift; leftRight: string; topBottom: string } | null;
}

/** Returns random flaws that match the subgrades: none for a 10, more and larger ones for lower grades. */
export function damageOf(subject: PictureSubject, side: 'front' | 'back'): Damage {
  const random = new PictureRandom('damage', subject.userCardId, subject.uniqueIdentifier, side);
  const grades = subject.grades;
  const flaws = [
    ...corners(random, pointsLost(grades?.corners)),
    ...edges(random, pointsLost(grades?.edges)),
    ...surface(random, pointsLost(grades?.surface)),
  ];
  const centering = grades?.centering ?? null;
  return { flaws, centering: centering === null ? null : centeringFor(random, pointsLost(centering), side) };
}

/** Returns how far a grade is below 10: 0 to 9. */
function pointsLost(grade: number | null | undefined): number {
  return grade == null ? 0 : 10 - grade;
}

const CORNERS: readonly { corner: Corner; x: number; y: number }[] = [
  { corner: 'top left', x: 0, y: 0 },
  { corner: 'top right', x: CARD.width, y: 0 },
  { corner: 'bottom left', x: 0, y: CARD.height },
  { corner: 'bottom right', x: CARD.width, y: CARD.height },
];

function corners(random: PictureRandom, points: number): Flaw[] {
  if (points === 0) return [];
  const count = Math.min(4, Math.ceil(points * 0.8));
  const first = random.integer(0, 3);
  return CORNERS.filter((_, index) => (index - first + 4) % 4 < count).map((corner) => ({
    part: 'corner',
    ...corner,
    size: 7 + points * random.between(3, 4.6),
  }));
}

const SIDES = ['left', 'top', 'right', 'bottom'] as const;

/** At most one flaw per side, so that the marks do not overlap. */
function edges(random: PictureRandom, points: number): Flaw[] {
  const first = random.integer(0, 3);
  const count = Math.min(4, Math.ceil(points * 0.8));
  return SIDES.filter((_, index) => (index - first + 4) % 4 < count).map((side) => {
    // Not in the centre, where the report shows the centering.
    const along = 0.5 + random.between(0.14, 0.3) * (random.chance(0.5) ? 1 : -1);
    const size = 12 + points * random.between(2.5, 4.5);
    if (side === 'left' || side === 'right')
      return { part: 'edge', side, x: side === 'left' ? 0 : CARD.width, y: along * CARD.height, size };
    return { part: 'edge', side, x: along * CARD.width, y: side === 'top' ? 0 : CARD.height, size };
  });
}

/** At most one flaw per quarter of the card, for the same reason. */
function surface(random: PictureRandom, points: number): Flaw[] {
  const first = random.integer(0, 3);
  return Array.from({ length: Math.min(4, Math.ceil(points * 0.8)) }, (_, index) => {
    // Opposite quarters first: 0 3 1 2.
    const quarter = ([0, 3, 1, 2][index] ?? 0) ^ first;
    return {
      part: 'surface',
      x: (0.3 + 0.4 * (quarter & 1) + random.between(-0.09, 0.09)) * CARD.width,
      y: (0.28 + 0.4 * (quarter >> 1) + random.between(-0.1, 0.1)) * CARD.height,
      size: 24 + points * random.between(5, 9),
      angle: random.between(0, 180),
    };
  });
}

/** Returns the centering: within 52/48 for a 10, about four points worse per point lost, and worse on backs. */
function centeringFor(
  random: PictureRandom,
  points: number,
  side: 'front' | 'back',
): NonNullable<Damage['centering']> {
  const worst = 50 + Math.min(40, 1 + points * 4 * (side === 'back' ? 1.2 : 1));
  const other = 50 + (worst - 50) * random.between(0.2, 0.8);
  const [across, down] = random.chance(0.5) ? [worst, other] : [other, worst];
  const [toLeft, toTop] = [random.chance(0.5), random.chance(0.5)];
  const ratio = (larger: number, first: boolean) => {
    const share = Math.round(larger);
    return first ? `${share}/${100 - share}` : `${100 - share}/${share}`;
  };
  // Both borders together are about 68 pixels wide: at 60/40 the print moves by a tenth of that.
  const offset = (larger: number, first: boolean) => ((larger - 50) / 100) * 68 * (first ? 1 : -1);
  return {
    shift: { x: offset(across, toLeft), y: offset(down, toTop) },
    leftRight: ratio(across, toLeft),
    topBottom: ratio(down, toTop),
  };
}
