import { type PictureSubject, subgradesOf } from '../picture-subject.js';
import { cardBack } from './card-back.js';
import { CARD, cardFace } from './card-face.js';
import { gradeWord } from './grade-words.js';
import { PictureRandom } from './picture-random.js';
import { num, roundedBox, svgDocument, text } from './svg.js';

const HOLDER = { width: 640, height: 1000 } as const;
const SCALE = 0.75;

/** The size of a picture of a slab, in pixels. */
export const SLAB = { width: HOLDER.width * SCALE, height: HOLDER.height * SCALE } as const;

const INK = '#0d1b2a';
const MINT = '#2ec4a0';
/** The window of the card in the slab. */
const WELL = { x: 90, y: 272, width: 460, height: 644 } as const;

/** Draws the front of a slab: a label with the grade, and the card below. */
export function slabFront(subject: PictureSubject): string {
  const { defs, body } = cardFace(subject);
  return holder(defs, body, frontLabel(subject));
}

/** Draws the back of a slab: certificate number and code, and the back of the card below. */
export function slabBack(subject: PictureSubject): string {
  const { defs, body } = cardBack(subject);
  return holder(defs, body, backLabel(subject));
}

/** Draws the holder over the card, with a hole for the card. */
function holder(defs: string, card: string, label: string): string {
  const { x, y, width, height } = WELL;
  const well = roundedBox(x, y, width, height, 12);
  const shell = roundedBox(34, 28, 572, 944, 30);
  const body =
    `<g transform="translate(${x} ${y}) scale(${num(width / CARD.width)})">${card}</g>` +
    `<path d="M-40-40H700V1060H-40z${well}" fill="#aab2b6" fill-rule="evenodd"/>` +
    `<path d="${roundedBox(40, 40, 576, 946, 32)}${well}" fill="#14181d" fill-opacity=".22" fill-rule="evenodd"/>` +
    `<path d="${shell}${well}" fill="#eef3f5" fill-rule="evenodd"/>` +
    `<path d="${roundedBox(46, 40, 548, 920, 22)}${roundedBox(58, 236, 524, 712, 20)}${roundedBox(58, 52, 524, 172, 12)}" fill="#d3dde1" fill-rule="evenodd"/>` +
    `<path d="${roundedBox(58, 236, 524, 712, 20)}${roundedBox(76, 258, 488, 672, 18)}" fill="#f8fbfc" fill-rule="evenodd"/>` +
    `<path d="${roundedBox(76, 258, 488, 672, 18)}${well}" fill="#c3ced3" fill-rule="evenodd"/>` +
    `<path d="${shell}" fill="none" stroke="#7d898f" stroke-width="2"/><path d="${well}" fill="none" stroke="#5d696f" stroke-opacity=".6" stroke-width="2"/>` +
    `<path d="M34 120L34 58a30 30 0 0 1 30-30H190z" fill="#fff" fill-opacity=".5"/><path d="M560 262L564 930L450 930z" fill="#fff" fill-opacity=".1"/><path d="M90 272H230L90 560z" fill="#fff" fill-opacity=".09"/>` +
    `<g transform="translate(66 60)">${label}</g>`;
  return svgDocument(HOLDER.width, HOLDER.height, defs, body, SCALE);
}

const PLATE = `<rect width="508" height="156" rx="8" fill="#fdfdfb"/><rect width="508" height="156" rx="8" fill="none" stroke="${INK}" stroke-opacity=".35"/>`;

function frontLabel(subject: PictureSubject): string {
  const { grade, word } = labelGrade(subject);
  const detail = [subject.setName, subject.variant].filter(Boolean).join(' · ');
  return (
    `${PLATE}<path d="M0 8q0-8 8-8H376V34H0z" fill="${INK}"/><path d="M376 0H500q8 0 8 8V148q0 8-8 8H376z" fill="${INK}"/><path d="M0 34H376v5H0z" fill="${MINT}"/>` +
    text(14, 26, 'CHCK', { size: 28, weight: 900, fill: '#fff', spacing: 2 }) +
    text(362, 25, 'GRADED CARD', { size: 18, weight: 700, fill: MINT, anchor: 'end', spacing: 2 }) +
    text(14, 70, `${subject.year} ${subject.brand}`.toUpperCase(), {
      size: 26,
      weight: 700,
      fill: INK,
      maxWidth: 270,
    }) +
    text(362, 70, `#${subject.cardNumber}`, {
      size: 26,
      weight: 700,
      fill: INK,
      anchor: 'end',
      maxWidth: 80,
    }) +
    text(14, 103, subject.playerName.toUpperCase(), { size: 32, weight: 700, fill: INK, maxWidth: 348 }) +
    text(14, 128, detail || subject.category, { size: 21, fill: INK, maxWidth: 348 }) +
    text(14, 148, subject.teamName ?? '', { size: 17, fill: INK, maxWidth: 200, opacity: 0.75 }) +
    text(362, 148, certificate(subject), { size: 17, weight: 700, fill: INK, anchor: 'end', maxWidth: 150 }) +
    text(442, 100, grade, {
      size: grade.length > 3 ? 46 : 96,
      weight: 700,
      fill: '#fff',
      anchor: 'middle',
      maxWidth: 118,
    }) +
    text(442, 138, word, { size: 23, weight: 700, fill: MINT, anchor: 'middle', spacing: 1, maxWidth: 120 })
  );
}

function backLabel(subject: PictureSubject): string {
  const list = subgradesOf(subject).map(([name, grade], index) => {
    const y = 66 + index * 27;
    return (
      text(14, y, name.toUpperCase(), { size: 21, fill: INK, spacing: 1 }) +
      text(168, y, grade === null ? '–' : String(grade), { size: 23, weight: 700, fill: INK, anchor: 'end' })
    );
  });
  return (
    `${PLATE}<path d="M0 8q0-8 8-8H500q8 0 8 8V34H0z" fill="${INK}"/><path d="M0 34H508v5H0z" fill="${MINT}"/>` +
    text(14, 26, 'CHCK', { size: 28, weight: 900, fill: '#fff', spacing: 2 }) +
    text(494, 25, 'SPECIMEN OF THE PARTNER KIT', {
      size: 18,
      weight: 700,
      fill: MINT,
      anchor: 'end',
      spacing: 2,
    }) +
    list.join('') +
    text(200, 72, 'CERTIFICATE', { size: 18, fill: INK, spacing: 2, opacity: 0.7 }) +
    text(200, 108, certificate(subject), { size: 36, weight: 700, fill: INK, maxWidth: 180 }) +
    text(200, 138, `${subject.year} ${subject.brand} #${subject.cardNumber}`, {
      size: 19,
      fill: INK,
      maxWidth: 184,
    }) +
    `<g transform="translate(396 46)">${codePattern(certificate(subject), 100)}</g>`
  );
}

/** Returns the grade and its name. A two-image capture has a centering grade only. */
function labelGrade({ grades }: PictureSubject): { grade: string; word: string } {
  if (grades?.full != null) return { grade: String(grades.full), word: gradeWord(grades.full) };
  if (grades?.centering != null) return { grade: String(grades.centering), word: 'CENTERING' };
  return { grade: '–', word: 'NO GRADE' };
}

function certificate({ uniqueIdentifier, userCardId }: PictureSubject): string {
  return uniqueIdentifier === null
    ? `U${String(userCardId).padStart(8, '0')}`
    : String(uniqueIdentifier).padStart(8, '0');
}

/** Draws a square that looks like a matrix code, with random content. */
function codePattern(seed: string, size: number): string {
  const modules = 21;
  const random = new PictureRandom('code', seed);
  const eyes = [
    [0, 0],
    [14, 0],
    [0, 14],
  ] as const;
  const inEye = (x: number, y: number) =>
    eyes.some(([ex, ey]) => x >= ex - 1 && x < ex + 8 && y >= ey - 1 && y < ey + 8);
  let path = '';
  for (let y = 0; y < modules; y++)
    for (let x = 0; x < modules; x++) if (random.chance(0.48) && !inEye(x, y)) path += `M${x} ${y}h1v1h-1z`;
  for (const [x, y] of eyes) path += `M${x} ${y}h7v7h-7zM${x + 1} ${y + 1}v5h5v-5zM${x + 2} ${y + 2}h3v3h-3z`;
  return `<g transform="scale(${num(size / modules)})"><path d="${path}" fill="${INK}" fill-rule="evenodd" shape-rendering="crispEdges"/></g>`;
}
