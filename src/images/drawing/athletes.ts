import { limb } from './figure.js';
import type { Palette, Sport } from './palette.js';

/** A figure in a box of 420 by 480, as layers from back to front. */
interface Athlete {
  /** Visible skin. */
  skin: string;
  jersey: string;
  trousers: string;
  /** Shoes, gloves, cap, helmet. */
  trim: string;
  /** Bat, ball or stick: SVG elements, drawn last. */
  gear: string;
  /** The position of the number on the chest. */
  number: readonly [x: number, y: number];
}

type Player = Exclude<Sport, 'creature' | 'other'>;

const ball = (x: number, y: number, r: number, fill: string, seams: string) =>
  `<g transform="translate(${x} ${y})"><circle r="${r}" fill="${fill}"/>${seams}</g>`;

const ATHLETES: Readonly<Record<Player, Athlete>> = {
  baseball: {
    skin:
      limb([214, 92, 27], [208, 132, 15]) +
      limb([262, 186, 13], [306, 166, 11]) +
      limb([276, 150, 13], [312, 158, 11]),
    jersey:
      limb([196, 154, 38], [184, 246, 31]) +
      limb([222, 150, 24], [186, 246, 28]) +
      limb([180, 150, 23], [240, 188, 16], [268, 184, 14]) +
      limb([226, 142, 21], [268, 150, 15], [282, 150, 13]),
    trousers:
      limb([172, 262, 31], [126, 344, 22], [98, 408, 14]) +
      limb([204, 262, 30], [258, 338, 21], [284, 408, 14]),
    trim:
      limb([94, 420, 14], [84, 440, 12], [60, 444, 9]) +
      limb([286, 420, 14], [294, 440, 12], [324, 444, 9]) +
      'M184 88a31 31 0 0 1 60 -12l34 8a5 5 0 0 1 -2 10l-90 4z',
    gear: `<path d="${limb([304, 170, 7], [322, 156, 6], [404, 82, 13])}" fill="#d9a066"/><path d="${limb([302, 172, 12], [314, 160, 12])}" fill="#20242b"/>`,
    number: [202, 214],
  },
  basketball: {
    skin:
      limb([218, 106, 24], [206, 142, 14]) +
      limb([226, 158, 19], [268, 112, 15], [286, 62, 11]) +
      limb([176, 164, 19], [124, 196, 14], [88, 164, 10]) +
      limb([152, 318, 22], [122, 334, 20], [88, 396, 12]) +
      limb([226, 338, 22], [234, 352, 20], [212, 424, 12]),
    jersey:
      limb([200, 172, 36], [186, 256, 30]) +
      limb([222, 166, 22], [190, 256, 28]) +
      limb([178, 168, 20], [182, 250, 26]),
    trousers: limb([180, 278, 33], [144, 318, 27]) + limb([196, 278, 33], [226, 336, 26]),
    trim:
      limb([208, 92, 23], [222, 92, 21]) +
      limb([84, 402, 14], [58, 416, 11]) +
      limb([210, 430, 14], [236, 448, 11], [244, 448, 9]),
    gear: ball(
      300,
      30,
      35,
      '#d9722b',
      '<path d="M-35 0H35M0-35V35M-26-23Q-6 0-26 23M26-23Q6 0 26 23" fill="none" stroke="#5a2408" stroke-width="2.6"/>',
    ),
    number: [196, 236],
  },
  football: {
    skin:
      limb([306, 170, 14], [352, 140, 11]) +
      limb([148, 216, 15], [186, 236, 12]) +
      limb([262, 344, 20], [254, 384, 14]) +
      limb([128, 352, 20], [104, 364, 14]),
    jersey:
      limb([186, 160, 44], [198, 250, 32]) +
      limb([240, 156, 40], [202, 250, 32]) +
      limb([252, 158, 26], [308, 170, 17]) +
      limb([172, 164, 27], [144, 216, 19]),
    trousers:
      limb([212, 272, 32], [264, 326, 24], [260, 350, 21]) +
      limb([190, 272, 32], [142, 340, 24], [126, 352, 20]),
    trim:
      limb([254, 390, 14], [250, 414, 12], [280, 426, 10]) +
      limb([98, 368, 14], [72, 380, 12], [54, 362, 10]) +
      limb([234, 92, 37]) +
      'M250 96h26q8 12 2 26h-34z',
    gear: `<path d="M262 92h18q6 14-2 32h-22" fill="none" stroke="#e8eaed" stroke-width="5"/><path d="M222 56q26 14 14 72" fill="none" stroke="#fff" stroke-opacity=".5" stroke-width="7"/><g transform="translate(168 238) rotate(-34)"><ellipse rx="34" ry="20" fill="#7b3f1d"/><path d="M-14-5h28M-8-9v8M0-9v8M8-9v8" stroke="#fff" stroke-width="2.6"/></g>`,
    number: [212, 222],
  },
  hockey: {
    skin: limb([254, 126, 23], [222, 150, 16]),
    jersey:
      limb([208, 174, 44], [168, 254, 38]) +
      limb([234, 178, 26], [284, 226, 20], [256, 266, 16]) +
      limb([188, 178, 27], [222, 258, 20], [272, 304, 15]),
    trousers:
      limb([190, 276, 36], [236, 340, 26], [222, 404, 19]) +
      limb([156, 272, 37], [108, 334, 26], [68, 390, 19]),
    trim:
      limb([238, 104, 30]) +
      'M210 100h66v14q-30 6 -62 0z' +
      limb([252, 270, 18], [262, 284, 15]) +
      limb([276, 306, 18], [288, 318, 14]) +
      limb([220, 412, 20], [226, 426, 15], [254, 428, 12]) +
      limb([62, 396, 20], [52, 410, 15], [76, 424, 12]),
    gear: `<path d="M206 448h66M34 436l58 14" stroke="#dfe6ea" stroke-width="6" stroke-linecap="round"/><path d="${limb([252, 250, 5], [348, 428, 5], [396, 440, 8])}" fill="#c99a5b"/><path d="M356 432l40 8" stroke="#20242b" stroke-width="13" stroke-linecap="round"/><ellipse cx="414" cy="450" rx="15" ry="6" fill="#14181d"/>`,
    number: [200, 232],
  },
  soccer: {
    skin:
      limb([186, 94, 24], [188, 130, 14]) +
      limb([138, 174, 15], [114, 186, 13], [78, 150, 10]) +
      limb([240, 168, 15], [264, 176, 13], [302, 134, 10]) +
      limb([250, 300, 21], [280, 314, 19], [300, 332, 16]) +
      limb([190, 324, 20], [186, 348, 18], [182, 368, 15]),
    jersey:
      limb([190, 158, 36], [200, 246, 30]) +
      limb([172, 154, 22], [140, 174, 18]) +
      limb([212, 154, 22], [240, 168, 18]),
    trousers: limb([212, 268, 32], [252, 300, 25]) + limb([196, 270, 32], [190, 322, 25]),
    trim:
      limb([176, 80, 22], [190, 80, 20]) +
      limb([182, 370, 16], [170, 428, 12]) +
      limb([302, 334, 16], [342, 366, 12]) +
      limb([168, 434, 13], [196, 446, 9]) +
      limb([346, 370, 13], [374, 354, 9]),
    gear: ball(
      396,
      318,
      29,
      '#f4f5f6',
      '<path d="M0-11l11 8-4 13h-14l-4-13zM0-29l8 6-8 8-8-8zM27-8l-1 13-11-5 2-10zM-27-8l1 13 11-5-2-10zM17 23l-11 4-1-12 10-4zM-17 23l11 4 1-12-10-4z" fill="#20242b"/>',
    ),
    number: [196, 226],
  },
};

const SKIN_TONES = ['#f0c9a4', '#d9a577', '#b87b4f', '#8a5433', '#5d3822'] as const;

/** The properties of a figure that do not depend on its team. */
export interface AthleteLook {
  /** 0 to 4, light to dark. */
  skinTone: number;
  number: string;
  /** Whether the figure is mirrored, so that the number must be mirrored back. */
  mirrored: boolean;
}

/** Draws a player in the colours of the palette, in a box of 420 by 480. */
export function athlete(sport: Player, palette: Palette, look: AthleteLook): string {
  const figure = ATHLETES[sport];
  const skin = SKIN_TONES[look.skinTone] ?? SKIN_TONES[2];
  const [x, y] = figure.number;
  return (
    `<path d="${figure.skin}" fill="${skin}"/><path d="${figure.trousers}" fill="${palette.pale}"/>` +
    `<path d="${figure.jersey}" fill="${palette.main}"/>` +
    `<path d="${figure.trim}" fill="${palette.deep}"/>${figure.gear}` +
    `<text transform="translate(${x} ${y})${look.mirrored ? ' scale(-1 1)' : ''}" font-size="58" font-weight="700" text-anchor="middle" fill="${palette.pale}">${look.number}</text>`
  );
}

/** Draws the same figure as one flat shape, for the shadows behind it. */
export function athleteShadow(sport: Player): string {
  const figure = ATHLETES[sport];
  return `<path d="${figure.skin}${figure.trousers}${figure.jersey}${figure.trim}"/>`;
}
