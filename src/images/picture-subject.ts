/** Every picture that a link can lead to (contract §5 and §6). */
export const PICTURE_KINDS = [
  'card-front',
  'card-back',
  'slab-front',
  'slab-back',
  'damage-report-front',
  'damage-report-back',
] as const;

export type PictureKind = (typeof PICTURE_KINDS)[number];

/** The four subgrades and the whole, 1 to 10 in half steps; null where the capture did not show it. */
export interface PictureGrades {
  centering: number | null;
  corners: number | null;
  edges: number | null;
  surface: number | null;
  full: number | null;
}

/** What a picture is drawn from: nothing else, so the same subject gives the same bytes. */
export interface PictureSubject {
  userCardId: number;
  brand: string;
  year: string;
  cardNumber: string;
  variant: string | null;
  playerName: string;
  teamName: string | null;
  category: string;
  setName: string | null;
  /** The number of the grading, which a slab bears as its certificate. */
  uniqueIdentifier: number | null;
  grades: PictureGrades | null;
}

/** Whether a text, such as a part of a path, names a picture. */
export function isPictureKind(text: string): text is PictureKind {
  return PICTURE_KINDS.some((kind) => kind === text);
}
