import type { Deviation } from '../../src/http/deviation.js';
import { accessDeviations } from './access.js';
import { answeringDeviations } from './answering.js';
import { hookingDeviations } from './hooking.js';
import { keepingApartDeviations } from './keeping-apart.js';
import { listingDeviations } from './listing.js';
import { readingDeviations } from './reading.js';

/** Every deviation: at least one for each contract rule. */
export const deviations: readonly Deviation[] = [
  ...accessDeviations,
  ...readingDeviations,
  ...listingDeviations,
  ...hookingDeviations,
  ...answeringDeviations,
  ...keepingApartDeviations,
];

/** The deviation with an id, which for the first one of a rule is the rule's own; undefined when there is none. */
export function findDeviation(id: string): Deviation | undefined {
  return deviations.find((deviation) => deviation.id.toLowerCase() === id.toLowerCase());
}
