import type { PictureGrades, PictureSubject } from '../../src/images/picture-subject.js';

/** A baseball card with a grade, changed where a test says so. */
export function subject(changes: Partial<PictureSubject> = {}): PictureSubject {
  return {
    userCardId: 7,
    brand: 'Topps',
    year: '2000',
    cardNumber: '138',
    variant: null,
    playerName: 'Marcus Delgado',
    teamName: 'Harbor City Pilots',
    category: 'Baseball',
    setName: 'Series One',
    uniqueIdentifier: 900123,
    grades: grades(9, 9, 8.5, 9, 9),
    ...changes,
  };
}

/** Subgrades in the order of the API, then the whole. */
export function grades(
  centering: number | null,
  corners: number | null,
  edges: number | null,
  surface: number | null,
  full: number | null,
): PictureGrades {
  return { centering, corners, edges, surface, full };
}
