import type { CatalogCard } from '../store/cards.js';
import type { Grades } from '../store/gradings.js';

/** All kinds of pictures (contract §5 and §6). */
export const PICTURE_KINDS = [
  'card-front',
  'card-back',
  'slab-front',
  'slab-back',
  'damage-report-front',
  'damage-report-back',
] as const;

export type PictureKind = (typeof PICTURE_KINDS)[number];

/** The data of a picture. Pictures depend on nothing else: the same subject gives the same bytes. */
export interface PictureSubject
  extends Pick<
    CatalogCard,
    'brand' | 'year' | 'cardNumber' | 'variant' | 'playerName' | 'teamName' | 'category' | 'setName'
  > {
  userCardId: number;
  /** The number of the grading. A slab shows it as its certificate number. */
  uniqueIdentifier: number | null;
  grades: Grades | null;
}

/** Returns the four subgrades with their names, in the order of the API. */
export function subgradesOf({ grades }: PictureSubject): [name: string, grade: number | null][] {
  return [
    ['Centering', grades?.centering ?? null],
    ['Corners', grades?.corners ?? null],
    ['Edges', grades?.edges ?? null],
    ['Surface', grades?.surface ?? null],
  ];
}
