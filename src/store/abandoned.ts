import type { Dialect, SqlValue } from './database.js';

/** Deliveries in flight at an instance that has ended, and those of `owner` except for the `open` ones. */
export interface Abandoned {
  owner: string | null;
  /** Ids. */
  open: readonly number[];
}

/** The condition that a row of `deliveries` is abandoned. */
export function isAbandoned({ elements, ownerIsGone }: Dialect): string {
  return `(${ownerIsGone('owner')} OR (owner = ? AND id NOT IN (SELECT value FROM ${elements('integer')} AS open_ids)))`;
}

export function abandonedValues({ owner, open }: Abandoned): SqlValue[] {
  return [owner, JSON.stringify(open)];
}
