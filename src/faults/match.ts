import type { NewDelivery } from '../store/deliveries.js';
import type { Fault } from '../store/faults.js';
import { SeededRandom } from '../world/seeded-random.js';
import { faultKindOf } from './fault-kinds.js';
import { hasErrorStatus, respondsWithBody } from './fault-scope.js';

/** A call of the Partner API that faults may apply to. */
export interface MatchableCall {
  operation: string;
  accountId: number | undefined;
  keyId: number | undefined;
  /** False for `HEAD`. */
  hasBody: boolean;
}

export interface FaultMatch {
  /** The faults whose scope matches. Their counts have changed. */
  matched: Fault[];
  /** Those among them that apply: the others were ruled out by their `chance`. */
  applied: Fault[];
}

/**
 * Matches one call or delivery against faults, the oldest first, and changes the counts of those that match. At most
 * one fault of an adding kind and one of another kind apply.
 */
export function matchFaults(
  faults: readonly Fault[],
  matches: (fault: Fault) => boolean,
  seed: number,
): FaultMatch {
  const matched: Fault[] = [];
  const applied: Fault[] = [];
  for (const fault of faults) {
    const { adds = false } = faultKindOf(fault.kind);
    const isTaken = applied.some(({ kind }) => (faultKindOf(kind).adds ?? false) === adds);
    if (fault.remaining === 0 || isTaken || !matches(fault)) continue;
    fault.matched += 1;
    matched.push(fault);
    if (!passesChance(fault, seed)) continue;
    if (fault.remaining !== null) fault.remaining -= 1;
    applied.push(fault);
  }
  return { matched, applied };
}

/** The same for the same seed, fault and number of matches. */
function passesChance({ id, matched, options: { chance = 1 } }: Fault, seed: number): boolean {
  if (chance >= 1) return true;
  return new SeededRandom(seed, 'fault', Math.imul(id, 0x9e3779b1) + matched).chance(chance);
}

export function matchesCall({ kind, scope, options }: Fault, call: MatchableCall): boolean {
  if (scope.operation !== undefined && scope.operation !== call.operation) return false;
  if (scope.accountId !== undefined && scope.accountId !== call.accountId) return false;
  if (scope.keyId !== undefined && scope.keyId !== call.keyId) return false;
  if (options.status !== undefined && !hasErrorStatus(call.operation, options.status)) return false;
  return !faultKindOf(kind).needsBody || (call.hasBody && respondsWithBody(call.operation));
}

/** `userOf` has the user of each account that a scope names. */
export function matchesDelivery(
  { scope }: Fault,
  delivery: NewDelivery,
  userOf: ReadonlyMap<number, number | null>,
): boolean {
  if (scope.targetId !== undefined && scope.targetId !== delivery.targetId) return false;
  return scope.accountId === undefined || userOf.get(scope.accountId) === delivery.userId;
}
