import type { Palette, Sport } from './palette.js';
import type { PictureRandom } from './picture-random.js';
import { num } from './svg.js';

/** The background of a figure: definitions, and the body for a box of `width` by `height`. */
export interface Scene {
  defs: string;
  body: string;
}

/**
 * Draws a background in the team's colours: light, a random motif, and the playing surface of the sport. Shapes may
 * extend beyond the box; the border covers them. Clipping would double the rendering time.
 */
export function scene(
  sport: Sport,
  palette: Palette,
  random: PictureRandom,
  width: number,
  height: number,
): Scene {
  const horizon = height * 0.74;
  const defs = `<radialGradient id="sky" cx=".5" cy=".42" r=".8"><stop offset="0" stop-color="${palette.pale}"/><stop offset=".42" stop-color="${palette.main}"/><stop offset="1" stop-color="${palette.deep}"/></radialGradient>`;
  const motif = random.pick([rays, hoops, slashes])(palette, width, horizon);
  const surface =
    `<rect y="${num(horizon)}" width="${width}" height="${num(height - horizon)}" fill="${SURFACES[sport]}"/>` +
    `<g transform="translate(0 ${num(horizon)})">${lines(sport, width, height - horizon)}</g>`;
  const body = `<rect width="${width}" height="${height}" fill="url(#sky)"/>${motif}${surface}`;
  return { defs, body };
}

const SURFACES: Readonly<Record<Sport, string>> = {
  baseball: '#a97c4d',
  basketball: '#a8733d',
  football: '#2f6839',
  hockey: '#d7e6ee',
  soccer: '#377a43',
  creature: '#447a48',
  other: '#24292f',
};

function lines(sport: Sport, width: number, height: number): string {
  const white = 'stroke="#fff" stroke-opacity=".6" fill="none"';
  const middle = width / 2;
  if (sport === 'football' || sport === 'soccer')
    return [-2.2, -1.1, 0, 1.1, 2.2]
      .map(
        (slope) => `<path d="M${num(middle + slope * 90)} 0L${num(middle + slope * 290)} ${num(height)}"/>`,
      )
      .join('')
      .replace(/^/, `<g ${white} stroke-width="4">`)
      .concat('</g>');
  if (sport === 'hockey')
    return `<path d="M0 18H${width}" stroke="#c8313c" stroke-width="9"/><ellipse cx="${middle}" cy="${num(height * 0.72)}" rx="230" ry="52" stroke="#2a62a8" stroke-width="6" fill="none"/>`;
  if (sport === 'basketball')
    return `<g stroke="#5c3617" stroke-opacity=".35" stroke-width="2"><path d="M0 24H${width}M0 56H${width}M0 98H${width}M0 150H${width}"/></g><ellipse cx="${middle}" cy="${num(height * 0.7)}" rx="250" ry="60" ${white} stroke-width="5"/>`;
  if (sport === 'baseball')
    return `<path d="M0 ${num(height * 0.2)}Q${middle} ${num(height * 0.72)} ${width} ${num(height * 0.2)}V0H0z" fill="#5f9d57"/><path d="M${middle} ${num(height)}L-40 20M${middle} ${num(height)}L${width + 40} 20" ${white} stroke-width="4"/>`;
  if (sport === 'creature')
    return `<ellipse cx="${middle}" cy="${num(height * 0.5)}" rx="210" ry="44" fill="#000" fill-opacity=".22"/>`;
  return '';
}

function rays(palette: Palette, width: number, horizon: number): string {
  const [x, y] = [width / 2, horizon * 0.62];
  const wedges = Array.from({ length: 12 }, (_, index) => {
    const from = (index / 12) * 2 * Math.PI;
    const to = from + Math.PI / 12;
    const at = (angle: number) => `${num(x + 900 * Math.cos(angle))} ${num(y + 900 * Math.sin(angle))}`;
    return `M${num(x)} ${num(y)}L${at(from)}L${at(to)}z`;
  });
  return `<path d="${wedges.join('')}" fill="${palette.pale}" fill-opacity=".16"/>`;
}

function hoops(palette: Palette, width: number, horizon: number): string {
  return [90, 160, 230, 300, 370]
    .map(
      (r, index) =>
        `<circle cx="${width / 2}" cy="${num(horizon * 0.56)}" r="${r}" fill="none" stroke="${index % 2 ? palette.accent : palette.pale}" stroke-width="${34 - index * 5}" stroke-opacity="${num(0.34 - index * 0.05)}"/>`,
    )
    .join('');
}

function slashes(palette: Palette, width: number, horizon: number): string {
  const slash = (x: number, thickness: number, colour: string, opacity: number) =>
    `<path d="M${x} ${num(horizon)}L${x + 300} 0h${thickness}L${x + thickness} ${num(horizon)}z" fill="${colour}" fill-opacity="${opacity}"/>`;
  return (
    slash(-140, 120, palette.accent, 0.5) +
    slash(20, 34, palette.pale, 0.34) +
    slash(width * 0.42, 180, palette.deep, 0.3) +
    slash(width * 0.78, 26, palette.accent, 0.5)
  );
}
