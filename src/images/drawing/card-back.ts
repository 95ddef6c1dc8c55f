import type { PictureSubject } from '../picture-subject.js';
import { CARD, type CardSide, type PrintShift } from './card-face.js';
import { type Career, careerOf } from './career.js';
import { type Palette, paletteOf, sportOf } from './palette.js';
import { hash32 } from './picture-random.js';
import { num, text } from './svg.js';

/** Draws the back of a card: number, name, statistics of past seasons, set and brand. Game cards have one common back. */
export function cardBack(subject: PictureSubject, shift: PrintShift = { x: 0, y: 0 }): CardSide {
  const palette = paletteOf(subject);
  const isGame = sportOf(subject.category) === 'creature';
  const print = isGame ? emblem(subject) : statisticsPage(subject, palette);
  const paper = isGame ? '#f2c230' : '#e9e2d2';
  const body = `<rect x="-60" y="-60" width="${CARD.width + 120}" height="${CARD.height + 120}" fill="${paper}"/><g transform="translate(${num(shift.x)} ${num(shift.y)})">${print}</g>`;
  return { defs: '', body };
}

function statisticsPage(subject: PictureSubject, palette: Palette): string {
  const { deep, main, accent, pale } = palette;
  const career = careerOf(subject);
  const vitals = [subject.teamName, subject.category, subject.variant].filter((part) => part !== null);
  return (
    `<rect x="34" y="34" width="532" height="772" rx="12" fill="#fbf8f0"/><path d="M34 46q0-12 12-12H554q12 0 12 12V206L34 232z" fill="${main}"/><path d="M34 232L566 206v12L34 244z" fill="${accent}"/>` +
    `<circle cx="112" cy="118" r="62" fill="${pale}"/><circle cx="112" cy="118" r="53" fill="none" stroke="${main}" stroke-width="3"/>` +
    text(112, 104, 'NO.', { size: 22, weight: 700, fill: main, anchor: 'middle', spacing: 2 }) +
    text(112, 144, subject.cardNumber, {
      size: 48,
      weight: 700,
      fill: deep,
      anchor: 'middle',
      maxWidth: 92,
    }) +
    text(196, 114, subject.playerName, { size: 56, weight: 700, fill: '#fff', maxWidth: 350 }) +
    text(196, 152, vitals.join(' · '), { size: 26, fill: pale, maxWidth: 346 }) +
    (career ? table(career, palette) : monogram(subject, palette)) +
    `<path d="M58 706H542" stroke="${deep}" stroke-opacity=".3" stroke-width="2"/>` +
    text(58, 744, subject.brand.toUpperCase(), { size: 40, weight: 900, fill: main, maxWidth: 270 }) +
    text(542, 742, [subject.year, subject.setName].filter(Boolean).join(' '), {
      size: 27,
      weight: 700,
      fill: deep,
      anchor: 'end',
      maxWidth: 210,
    }) +
    text(58, 780, 'Picture and figures made up by the CHCK partner kit', {
      size: 19,
      fill: deep,
      opacity: 0.62,
    }) +
    barcode(subject, 442, 756)
  );
}

function table({ columns, rows }: Career, { deep, main, pale }: Palette): string {
  const step = 484 / (columns.length + 0.4);
  const across = (index: number) => (index === 0 ? 70 : 58 + step * (index + 1.2));
  const anchor = (index: number) => (index === 0 ? 'start' : 'end');
  const head = columns.map((column, index) =>
    text(across(index), 336, column, { size: 24, weight: 700, fill: '#fff', anchor: anchor(index) }),
  );
  const lines = rows.map((row, line) => {
    const y = 388 + line * 50;
    const stripe =
      line % 2 === 0 ? `<rect x="58" y="${y - 34}" width="484" height="50" fill="${pale}"/>` : '';
    const cells = row.map((cell, index) =>
      text(across(index), y, cell, {
        size: 30,
        weight: index === 0 ? 700 : 500,
        fill: deep,
        anchor: anchor(index),
      }),
    );
    return stripe + cells.join('');
  });
  const caption = text(58, 286, 'SEASON BY SEASON', { size: 22, weight: 700, fill: main, spacing: 3 });
  return `<rect x="58" y="304" width="484" height="46" rx="4" fill="${deep}"/>${head.join('')}${lines.join('')}${caption}`;
}

function monogram(subject: PictureSubject, { main, pale }: Palette): string {
  const [initial = '·'] = Array.from(subject.playerName);
  return `<circle cx="300" cy="470" r="176" fill="${pale}"/><circle cx="300" cy="470" r="152" fill="none" stroke="${main}" stroke-width="5"/>${text(296, 552, initial.toUpperCase(), { size: 240, weight: 900, fill: main, anchor: 'middle' })}`;
}

/** Draws the common back of game cards: an emblem without a name. */
function emblem(subject: PictureSubject): string {
  const rings = [250, 206, 160]
    .map(
      (r, index) => `<circle cx="300" cy="430" r="${r}" fill="${['#2f5fb3', '#224787', '#18336a'][index]}"/>`,
    )
    .join('');
  const blades = Array.from({ length: 8 }, (_, index) => {
    const reach = index % 2 === 0 ? 232 : 150;
    const turn = `rotate(${index * 45} 300 430)`;
    return `<path d="M300 ${430 - reach}L342 388L300 430z" fill="#f7f3e3" transform="${turn}"/><path d="M300 ${430 - reach}L258 388L300 430z" fill="#f2c230" transform="${turn}"/>`;
  });
  return (
    `<rect x="30" y="30" width="540" height="780" rx="18" fill="#1b3a78"/>${rings}${blades.join('')}<circle cx="300" cy="430" r="54" fill="#18336a"/><circle cx="300" cy="430" r="34" fill="#5b8be0"/>` +
    text(300, 134, subject.brand.toUpperCase(), {
      size: 76,
      weight: 900,
      fill: '#f2c230',
      anchor: 'middle',
      maxWidth: 480,
    }) +
    text(300, 748, (subject.setName ?? subject.year).toUpperCase(), {
      size: 40,
      weight: 900,
      fill: '#f2c230',
      anchor: 'middle',
      maxWidth: 480,
    }) +
    text(300, 788, 'Picture made up by the CHCK partner kit', { size: 19, fill: '#c9d8f5', anchor: 'middle' })
  );
}

function barcode(subject: PictureSubject, x: number, y: number): string {
  let bits = hash32(`${subject.brand} ${subject.cardNumber}`);
  let bars = '';
  for (let at = 0; at < 100; at += 2 + (bits & 1) * 3) {
    bits = (Math.imul(bits, 1_664_525) + 1_013_904_223) >>> 1;
    bars += `M${x + at} ${y}v30`;
  }
  return `<path d="${bars}" stroke="#14181d" stroke-width="1.8"/>`;
}
