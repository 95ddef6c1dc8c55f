import type { PictureSubject } from '../../src/images/picture-subject.js';
import type { Grades } from '../../src/store/gradings.js';

/** Returns a baseball card with a grade and the given changes. */
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

/** Returns grades: subgrades in the order of the API, then the overall grade. */
export function grades(
  centering: number | null,
  corners: number | null,
  edges: number | null,
  surface: number | null,
  full: number | null,
): Grades {
  return { centering, corners, edges, surface, full };
}
