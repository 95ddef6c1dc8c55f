/** What changed in a database that several instances share. `hold` and `interrupt`: see `Sharing`. */
export const topics = [
  'state',
  'keys',
  'targets',
  'deliveries',
  'gradings',
  'traffic',
  'hold',
  'interrupt',
] as const;

export type Topic = (typeof topics)[number];

/** What an instance needs to share a database with others. */
export interface Sharing {
  /** The id of this instance, new for each process. */
  readonly instance: string;
  /** Whether this instance holds the background work of all others. */
  readonly isHolding: boolean;
  /** Whether another instance held the background work when the present transaction began. */
  readonly isHeldElsewhere: boolean;
  /** Whether the database says that this instance holds the others, although it does not. */
  readonly holdsByMistake: boolean;
  /** Takes the lease of this instance, and listens for the changes of others. */
  start(): Promise<void>;
  /** Renews the lease. Returns whether deliveries are in flight at an instance that has ended. */
  renewLease(): Promise<boolean>;
  /**
   * Reads what other instances have changed since, if anything. Throws DatabaseUnavailableError, also when a newer
   * release has upgraded the database.
   */
  refresh(): Promise<void>;
  /** Calls `listener` with each change by another instance. A notice can be lost. */
  onNotice(listener: (topic: Topic) => void): void;
  notify(topic: Topic): Promise<void>;
  /** Begins to hold the background work of all other instances. Returns false while another instance holds it. */
  tryHold(): Promise<boolean>;
  releaseHold(): Promise<void>;
  /** Gives up the lease, and ends. */
  close(): Promise<void>;
}

/** A snapshot that the database holds. */
export interface SavedSnapshot {
  id: number;
  /** On the mock's clock, ISO 8601. */
  takenAt: string;
}

/** The latest snapshots, which every instance can restore. Call them in a transaction. */
export interface SharedSnapshots {
  /** Keeps all rows as they are now, and returns the id of the snapshot. */
  save(takenAt: string): Promise<number>;
  /** The oldest first. */
  list(): Promise<SavedSnapshot[]>;
  /** Replaces all rows by those of an existing snapshot. */
  load(id: number): Promise<void>;
}
