import { cardBack } from './drawing/card-back.js';
import { cardFace } from './drawing/card-face.js';
import { damageReport } from './drawing/damage-report.js';
import { scan } from './drawing/scan.js';
import { slabBack, slabFront } from './drawing/slab.js';
import type { PictureKind, PictureSubject } from './picture-subject.js';

const DRAWINGS: Readonly<Record<PictureKind, (subject: PictureSubject) => string>> = {
  'card-front': (subject) => scan(cardFace(subject), `front ${subject.userCardId}`),
  'card-back': (subject) => scan(cardBack(subject), `back ${subject.userCardId}`),
  'slab-front': slabFront,
  'slab-back': slabBack,
  'damage-report-front': (subject) => damageReport(subject, 'front'),
  'damage-report-back': (subject) => damageReport(subject, 'back'),
};

/**
 * Returns a picture as an SVG document. Slabs and damage reports depend on the grades; scans of a card do not.
 */
export function drawPicture(kind: PictureKind, subject: PictureSubject): string {
  return DRAWINGS[kind](subject);
}
