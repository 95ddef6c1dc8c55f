import { escapeXml } from '../../escape-xml.js';
import { textWidth } from './text-width.js';

export interface TextStyle {
  size: number;
  fill: string;
  /** 500 and 700 are upright, 900 is italic. */
  weight?: 500 | 700 | 900;
  anchor?: 'start' | 'middle' | 'end';
  /** Wider text is reduced in size, down to 55 %, and then truncated with an ellipsis. */
  maxWidth?: number;
  /** Space between letters, in pixels. */
  spacing?: number;
  opacity?: number;
}

/** Draws one line of text with its baseline at `x`, `y`. The text is escaped and fitted to `maxWidth`. */
export function text(x: number, y: number, content: string, style: TextStyle): string {
  const { weight = 500, anchor = 'start', spacing = 0, opacity = 1 } = style;
  const { line, size } = setLine(printable(content), style);
  const face = weight === 900 ? 'font-weight="900" font-style="italic"' : `font-weight="${weight}"`;
  const extra =
    (spacing === 0 ? '' : ` letter-spacing="${spacing}"`) + (opacity === 1 ? '' : ` opacity="${opacity}"`);
  return `<text x="${num(x)}" y="${num(y)}" font-size="${num(size)}" ${face} text-anchor="${anchor}" fill="${style.fill}"${extra}>${escapeXml(line)}</text>`;
}

/** The longest line, in UTF-16 code units. Longer lines never fit, and measuring them takes time. */
const LONGEST_LINE = 150;

/** Removes control, format and broken characters, collapses white space, and limits the length. */
export function printable(content: string): string {
  return content
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_LINE);
}

function setLine(content: string, style: TextStyle): { line: string; size: number } {
  const { size, weight = 500, spacing = 0, maxWidth = Number.POSITIVE_INFINITY } = style;
  const width = textWidth(content, size, weight, spacing);
  if (width <= maxWidth) return { line: content, size };
  const gaps = spacing * content.length;
  const smaller = size * Math.max(0.55, (maxWidth - gaps) / (width - gaps));
  const characters = Array.from(content);
  let line = content;
  while (characters.length > 1 && textWidth(line, smaller, weight, spacing) > maxWidth + 0.01) {
    characters.pop();
    line = `${characters.join('').trimEnd()}…`;
  }
  return { line, size: smaller };
}

/** Formats a number with at most two decimals. */
export function num(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Returns the whole document at the given scale. `defs` contains gradients. */
export function svgDocument(width: number, height: number, defs: string, body: string, scale = 1): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${num(width * scale)}" height="${num(height * scale)}" viewBox="0 0 ${width} ${height}" font-family="Barlow Condensed"><defs>${defs}</defs>${body}</svg>`;
}

/** Returns a box with round corners as a path. With the even-odd rule it is a hole in a larger path. */
export function roundedBox(x: number, y: number, width: number, height: number, r: number): string {
  const [w, h] = [num(width - 2 * r), num(height - 2 * r)];
  const arc = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  return `M${num(x + r)} ${num(y)}h${w}${arc(r, r)}v${h}${arc(-r, r)}h-${w}${arc(-r, -r)}v-${h}${arc(r, -r)}z`;
}
