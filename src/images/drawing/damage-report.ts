import { type PictureSubject, subgradesOf } from '../picture-subject.js';
import { cardBack } from './card-back.js';
import { CARD, cardFace } from './card-face.js';
import { type Damage, damageOf, type Flaw } from './damage.js';
import { gradeColour, gradeWord } from './grade-words.js';
import { num, roundedBox, svgDocument, text } from './svg.js';

const PAGE = { width: 1120, height: 800 } as const;
const SCALE = 0.85;

/** The size of a damage report, in pixels. */
export const REPORT = { width: PAGE.width * SCALE, height: PAGE.height * SCALE } as const;

const GROUND = '#0d1b2a';
const PANEL = '#16283b';
const MINT = '#2ec4a0';
const PALE = '#dbe5ec';
const MUTED = '#8ea3b3';
const MARKS = { corner: '#ff5d5d', edge: '#ffb02e', surface: '#4cc9ff' } as const;
/** The position of the card on the page, and its scale. */
const CARD_PLACEMENT = { x: 56, y: 52, scale: 0.83 } as const;

/** Draws one side of the card, dimmed, with marks at its flaws, and a legend with the subgrades. */
export function damageReport(subject: PictureSubject, side: 'front' | 'back'): string {
  const damage = damageOf(subject, side);
  const draw = side === 'front' ? cardFace : cardBack;
  const card = draw(subject, damage.centering?.shift);
  const hole = roundedBox(
    CARD_PLACEMENT.x,
    CARD_PLACEMENT.y,
    CARD.width * CARD_PLACEMENT.scale,
    CARD.height * CARD_PLACEMENT.scale,
    12,
  );
  const place = `translate(${CARD_PLACEMENT.x} ${CARD_PLACEMENT.y}) scale(${CARD_PLACEMENT.scale})`;
  const body =
    `<g transform="${place}">${card.body}${damage.flaws.map(wear).join('')}<rect x="-60" y="-60" width="720" height="960" fill="${GROUND}" fill-opacity=".46"/></g>` +
    `<path d="M-40-40H1160V840H-40z${hole}" fill="${GROUND}" fill-rule="evenodd"/><path d="${hole}" fill="none" stroke="#fff" stroke-opacity=".35" stroke-width="1.5"/>` +
    `<g transform="${place}">${damage.centering ? centeringLines(damage.centering) : ''}${damage.flaws.map(mark).join('')}</g>` +
    legend(subject, side, damage);
  return svgDocument(PAGE.width, PAGE.height, card.defs, body, SCALE);
}

/** Draws a flaw: white paper at corners and edges, a bright line on the surface. */
function wear(flaw: Flaw): string {
  const { x, y, size } = flaw;
  if (flaw.part === 'surface') {
    const radians = (flaw.angle * Math.PI) / 180;
    const [dx, dy] = [(Math.cos(radians) * size) / 2, (Math.sin(radians) * size) / 2];
    return `<path d="M${num(x - dx)} ${num(y - dy)}Q${num(x + dy * 0.2)} ${num(y - dx * 0.2)} ${num(x + dx)} ${num(y + dy)}" stroke="#fff" stroke-width="3" stroke-linecap="round" fill="none"/>`;
  }
  if (flaw.part === 'corner')
    return `<path d="M${num(x - size)} ${num(y)}L${num(x)} ${num(y - size)}L${num(x + size)} ${num(y)}L${num(x)} ${num(y + size)}z" fill="#fff"/>`;
  const upright = flaw.side === 'left' || flaw.side === 'right';
  return `<ellipse cx="${num(x)}" cy="${num(y)}" rx="${num(upright ? size * 0.16 : size)}" ry="${num(upright ? size : size * 0.16)}" fill="#fff"/>`;
}

function mark(flaw: Flaw, index: number): string {
  const colour = MARKS[flaw.part];
  const r = flaw.part === 'surface' ? flaw.size * 0.6 + 10 : Math.min(44, flaw.size + 12);
  const [x, y] = [inside(flaw.x, CARD.width), inside(flaw.y, CARD.height)];
  const tag = { x: x + (x > CARD.width / 2 ? -r : r) * 0.72, y: y + (y > CARD.height / 2 ? -r : r) * 0.72 };
  return (
    `<circle cx="${num(flaw.x)}" cy="${num(flaw.y)}" r="${num(r)}" fill="${colour}" fill-opacity=".2" stroke="${colour}" stroke-width="4"/>` +
    `<circle cx="${num(tag.x)}" cy="${num(tag.y)}" r="17" fill="${colour}"/>` +
    text(tag.x, tag.y + 9, String(index + 1), { size: 26, weight: 700, fill: GROUND, anchor: 'middle' })
  );
}

function inside(value: number, limit: number): number {
  return Math.min(limit - 18, Math.max(18, value));
}

function centeringLines({ shift, leftRight, topBottom }: NonNullable<Damage['centering']>): string {
  const [left, right, top, bottom] = [34 + shift.x, 566 + shift.x, 34 + shift.y, 806 + shift.y];
  const line = `stroke="${MINT}" stroke-width="3" stroke-dasharray="12 8" fill="none"`;
  const chip = (x: number, y: number, content: string) =>
    `<rect x="${x - 56}" y="${y - 22}" width="112" height="44" rx="22" fill="${MINT}"/>${text(x, y + 10, content, { size: 30, weight: 700, fill: GROUND, anchor: 'middle' })}`;
  return (
    `<path d="M${num(left)} 0V840M${num(right)} 0V840M0 ${num(top)}H600M0 ${num(bottom)}H600" ${line}/>` +
    `<path d="M300 20V820M56 420H580" stroke="${MINT}" stroke-opacity=".35" stroke-width="2"/>` +
    chip(300, 0, topBottom) +
    chip(0, 420, leftRight)
  );
}

function legend(subject: PictureSubject, side: 'front' | 'back', damage: Damage): string {
  const full = subject.grades?.full ?? null;
  const bars = subgradesOf(subject).map(([name, grade], index) => {
    const y = 292 + index * 54;
    const length = grade === null ? 0 : grade * 25;
    return (
      text(624, y, name, { size: 28, weight: 500, fill: PALE }) +
      `<rect x="740" y="${y - 19}" width="250" height="16" rx="8" fill="#fff" fill-opacity=".1"/><rect x="740" y="${y - 19}" width="${length}" height="16" rx="8" fill="${gradeColour(grade)}"/>` +
      text(1048, y, grade === null ? '–' : String(grade), {
        size: 32,
        weight: 700,
        fill: '#fff',
        anchor: 'end',
      })
    );
  });
  return (
    text(600, 78, 'CHCK', { size: 34, weight: 900, fill: MINT, spacing: 2 }) +
    text(684, 77, `DAMAGE REPORT · ${side.toUpperCase()}`, {
      size: 24,
      weight: 700,
      fill: MUTED,
      spacing: 2,
    }) +
    text(600, 134, subject.playerName, { size: 46, weight: 700, fill: '#fff', maxWidth: 330 }) +
    text(600, 168, `${subject.year} ${subject.brand} #${subject.cardNumber}`, {
      size: 26,
      fill: PALE,
      maxWidth: 330,
    }) +
    text(600, 198, [subject.setName, subject.variant].filter(Boolean).join(' · '), {
      size: 22,
      fill: MUTED,
      maxWidth: 330,
    }) +
    `<rect x="948" y="52" width="124" height="146" rx="14" fill="${gradeColour(full)}"/>` +
    text(1010, 146, full === null ? '–' : String(full), {
      size: 88,
      weight: 700,
      fill: '#fff',
      anchor: 'middle',
      maxWidth: 108,
    }) +
    text(1010, 180, full === null ? 'NO GRADE' : gradeWord(full), {
      size: 22,
      weight: 700,
      fill: '#fff',
      anchor: 'middle',
      maxWidth: 110,
    }) +
    `<rect x="600" y="236" width="472" height="250" rx="14" fill="${PANEL}"/>${bars.join('')}` +
    findings(damage, subject.grades) +
    text(1072, 770, 'Specimen of the CHCK partner kit', { size: 18, fill: MUTED, anchor: 'end' })
  );
}

function findings({ flaws, centering }: Damage, grades: PictureSubject['grades']): string {
  const judged = grades?.corners != null || grades?.edges != null || grades?.surface != null;
  const count = flaws.length === 1 ? '1 finding' : `${flaws.length} findings`;
  const title = flaws.length > 0 ? count : judged ? 'No damage found' : 'Damage not judged';
  const lines = flaws.map((flaw, index) => {
    const [x, y] = [620 + (index % 2) * 240, 568 + Math.floor(index / 2) * 31];
    const number = text(x, y, String(index + 1), { size: 19, weight: 700, fill: GROUND, anchor: 'middle' });
    return `<circle cx="${x}" cy="${y - 6.5}" r="12" fill="${MARKS[flaw.part]}"/>${number}${text(x + 21, y + 1, describe(flaw), { size: 22, fill: PALE, maxWidth: 198 })}`;
  });
  const measured = centering
    ? `L/R ${centering.leftRight} · T/B ${centering.topBottom}`
    : 'Centering not judged';
  return (
    text(600, 528, title, { size: 28, weight: 700, fill: '#fff' }) +
    text(1072, 527, measured, { size: 24, weight: 700, fill: MINT, anchor: 'end' }) +
    lines.join('')
  );
}

function describe(flaw: Flaw): string {
  const severity = flaw.size > 40 ? 'heavy' : flaw.size > 22 ? 'clear' : 'slight';
  if (flaw.part === 'corner') return `Corner, ${flaw.corner}: ${severity}`;
  if (flaw.part === 'edge') return `Edge, ${flaw.side}: ${severity}`;
  return `Scratch: ${flaw.size > 80 ? 'long' : 'short'}`;
}
