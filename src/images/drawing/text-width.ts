/** The advance widths of the printable ASCII characters in the bold font, in hundredths of the font size. */
const ADVANCES = [
  20, 28, 35, 62, 44, 77, 60, 17, 31, 31, 36, 44, 21, 30, 22, 42, 45, 28, 44, 44, 48, 44, 44, 41, 44, 44, 28,
  23, 44, 44, 44, 44, 76, 50, 47, 46, 47, 44, 42, 47, 48, 23, 45, 49, 43, 55, 51, 47, 47, 46, 47, 44, 47, 48,
  49, 69, 48, 47, 41, 35, 42, 35, 42, 42, 22, 45, 45, 43, 45, 44, 30, 44, 45, 22, 22, 45, 21, 68, 45, 44, 45,
  45, 32, 40, 29, 45, 44, 62, 44, 43, 37, 34, 19, 34, 49,
];
/** The relative widths of the fonts. */
const FONT_WIDTH = { 500: 0.98, 700: 1, 900: 1.03 } as const;
/** The width of all other characters. */
const OTHER = 60;

/** Returns the approximate width of a line in pixels. Combining marks have no width. */
export function textWidth(content: string, size: number, weight: 500 | 700 | 900, spacing = 0): number {
  let hundredths = 0;
  for (const character of content.normalize('NFD').replace(/\p{M}/gu, ''))
    hundredths += ADVANCES[(character.codePointAt(0) ?? 0) - 32] ?? OTHER;
  return (hundredths / 100) * size * FONT_WIDTH[weight] + spacing * content.length;
}
