import { limb } from './figure.js';
import type { Palette } from './palette.js';
import type { PictureRandom } from './picture-random.js';
import { num } from './svg.js';

/** Draws an invented animal with random ears, tail and markings, in a box of 420 by 480, for game cards. */
export function creature(palette: Palette, random: PictureRandom): string {
  const { deep, main, accent, pale } = palette;
  const ear = random.between(46, 84);
  const lean = random.between(18, 44);
  const ears = random.chance(0.5)
    ? limb([150, 118, 24], [150 - lean, 118 - ear, 9]) + limb([262, 118, 24], [262 + lean, 118 - ear, 9])
    : limb([148, 120, 30], [128 - lean / 2, 92, 34]) + limb([264, 120, 30], [284 + lean / 2, 92, 34]);
  const tail = random.pick([
    limb([270, 372, 26], [340, 366, 18], [372, 300, 15], [350, 256, 24]),
    limb([270, 380, 24], [332, 392, 14], [372, 344, 11], [346, 308, 9], [388, 262, 7]),
    limb([266, 376, 30], [350, 380, 30], [392, 330, 6]),
  ]);
  const wings = random.chance(0.45)
    ? `<path d="M286 250q70-96 116-70q-2 26-30 44q24 4 22 26q-34 30-96 42zM126 250q-70-96-116-70q2 26 30 44q-24 4-22 26q34 30 96 42z" fill="${accent}"/>`
    : '';
  const spots = Array.from({ length: random.integer(3, 6) }, () => {
    const [x, y, r] = [random.between(160, 252), random.between(82, 118), random.between(5, 11)];
    return `<circle cx="${num(x)}" cy="${num(y)}" r="${num(r)}"/>`;
  });
  const legs = limb([164, 400, 34], [150, 438, 24]) + limb([248, 400, 34], [262, 438, 24]);
  const arms = limb([140, 300, 20], [110, 342, 16]) + limb([272, 300, 20], [302, 328, 16]);
  const eye = (x: number) =>
    `<ellipse cx="${x}" cy="184" rx="20" ry="25" fill="#fff"/><ellipse cx="${x + 3}" cy="187" rx="13" ry="18" fill="${deep}"/><circle cx="${x + 8}" cy="179" r="6" fill="#fff"/>`;
  return (
    `${wings}<path d="${tail}${ears}${legs}" fill="${main}"/><path d="${arms}" fill="${main}"/>` +
    `<path d="${limb([206, 320, 70], [206, 366, 84])}" fill="${main}"/>` +
    `<ellipse cx="206" cy="366" rx="56" ry="66" fill="${pale}"/>` +
    `<path d="${limb([176, 182, 78], [236, 182, 78])}" fill="${main}"/>` +
    `<g fill="${accent}" fill-opacity=".8">${spots.join('')}</g>` +
    `<ellipse cx="206" cy="226" rx="46" ry="28" fill="${pale}"/>${eye(162)}${eye(246)}` +
    `<circle cx="124" cy="216" r="15" fill="${accent}" fill-opacity=".85"/><circle cx="288" cy="216" r="15" fill="${accent}" fill-opacity=".85"/>` +
    `<path d="M196 212q10 8 20 0" fill="${deep}" stroke="${deep}" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/>` +
    `<path d="M186 228q20 20 40 0" fill="none" stroke="${deep}" stroke-width="5" stroke-linecap="round"/>`
  );
}

/** Draws a head with shoulders in the same box, for categories without their own drawing. */
export function portrait(palette: Palette, random: PictureRandom): string {
  const skin = random.pick(['#f0c9a4', '#d9a577', '#b87b4f', '#8a5433', '#5d3822']);
  const hair = random.pick(['#1d1612', '#3b2618', '#6e4a26', '#a9854f', '#4a4a4d']);
  return (
    `<path d="M20 480q6-142 132-158h112q126 16 132 158z" fill="${palette.main}"/>` +
    `<path d="M150 324l56 92l58-92l-20-14h-74z" fill="${palette.pale}"/>` +
    `<path d="M192 350h28l12 130h-52z" fill="${palette.accent}"/>` +
    `<path d="${limb([208, 260, 42], [208, 326, 42])}" fill="${skin}"/><path d="M168 300q40 34 80 0v18q-40 32-80 0z" fill="#000" fill-opacity=".14"/>` +
    `<path d="${limb([208, 178, 78], [208, 232, 62])}" fill="${skin}"/>` +
    `<path d="M124 196q-10-112 84-116q98 2 86 116q-14-20-20-52q-58 8-98-22q-38 26-52 74z" fill="${hair}"/>`
  );
}
