import type { CatalogCard } from '../../store/cards.js';

/** A card in one line, such as `1989 Hawthorn #12`. */
export function cardLine({ year, brand, cardNumber }: CatalogCard): string {
  return `${year} ${brand} #${cardNumber}`;
}

/** Cents as dollars. */
export function dollars(cents: number): string {
  return `$${(cents / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** Where the portal shows a picture, by the part of a presigned link after `/images/`. */
export function pictureUrl(path: string): string {
  return `/dashboard/pictures/${path}`;
}
