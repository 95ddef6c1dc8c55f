/** The fields of a card that `q` searches (contract §6). Each has a column `<field>_key` in `user_cards`. */
export const SEARCH_FIELDS = ['player', 'brand', 'year', 'number', 'team'] as const;

export type SearchField = (typeof SEARCH_FIELDS)[number];

/**
 * Returns a text in the form that searches and sort orders compare, which does not depend on case. Lower case alone has
 * two forms of the Greek sigma.
 */
export function fold(text: string): string {
  return text.toLowerCase().replaceAll('ς', 'σ');
}

const lettersWithoutParts: Record<string, string> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
};

/** Returns a folded text without accents, such as `norgaard` for `Nørgaard`. */
export function foldAccents(text: string): string {
  return fold(text)
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[øłđðıßæœ]/g, (letter) => lettersWithoutParts[letter] ?? letter);
}
