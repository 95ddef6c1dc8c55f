import { setImmediate } from 'node:timers/promises';
import { type CallRecord, entryOf, type JournalEntry } from './journal-entry.js';

export type { JournalEntry } from './journal-entry.js';

/** What is known of a call without making its entry. */
export type CallKind = Pick<JournalEntry, 'operationId' | 'method' | 'status' | 'accountId' | 'keyId'>;

/** A call in the journal. */
export interface JournaledCall {
  readonly sequence: number;
  readonly id: string;
  readonly kind: CallKind;
  /** Made when it is first read. */
  readonly entry: JournalEntry;
}

/** A call whose entry is made when it is first read. */
class RecordedCall implements JournaledCall {
  readonly sequence: number;
  readonly #record: CallRecord;
  #entry: JournalEntry | undefined;

  constructor(sequence: number, record: CallRecord) {
    this.sequence = sequence;
    this.#record = record;
  }

  get id(): string {
    return this.#record.id;
  }

  get kind(): CallKind {
    return this.#record;
  }

  get entry(): JournalEntry {
    this.#entry ??= entryOf(this.sequence, this.#record);
    return this.#entry;
  }
}

/** The number of entries that are made at once. */
const SLICE = 50;
/** Old calls are removed in groups of this size, so that an addition moves nothing. */
const SLACK = 100;

/** The latest calls, in bounded memory: bodies are cut at 8,192 bytes, and old calls make room for new ones. */
export class Journal {
  readonly capacity: number;
  /** In the order of their sequence numbers. */
  #calls: JournaledCall[] = [];
  readonly #listeners = new Set<(call: JournaledCall) => void>();
  #outlet: ((entry: JournalEntry) => void) | undefined;
  #sequence = 0;
  #rewrites = 0;

  constructor(capacity = 1000) {
    this.capacity = capacity;
  }

  /** Adds a call of this instance. */
  add(record: CallRecord): void {
    this.#sequence += 1;
    const call = new RecordedCall(this.#sequence, record);
    if (this.#outlet !== undefined) this.#outlet(call.entry);
    else this.#append(call);
    for (const listener of this.#listeners) listener(call);
  }

  /**
   * Hands each call of this instance to `outlet`, instead of keeping it. The journal keeps what it receives, with the
   * sequence numbers that all instances know.
   */
  shareThrough(outlet: (entry: JournalEntry) => void): void {
    this.#outlet = outlet;
  }

  /** Keeps a call of any instance. Its sequence number is higher than those before. */
  receive(entry: JournalEntry): void {
    this.#append({ sequence: entry.sequence, id: entry.id, kind: entry, entry });
  }

  /** 0 when there is no call. */
  get lastSequence(): number {
    return this.#calls.at(-1)?.sequence ?? 0;
  }

  /** The calls, the newest first. */
  async list(): Promise<JournalEntry[]> {
    return (await this.read()).reverse();
  }

  /** The entries of the calls with a higher sequence number, made in slices between which other work of the process runs. */
  async read(sequence = 0): Promise<JournalEntry[]> {
    const entries: JournalEntry[] = [];
    for (const { entry } of this.since(sequence)) {
      entries.push(entry);
      if (entries.length % SLICE === 0) await setImmediate();
    }
    return entries;
  }

  /** The calls with a higher sequence number, the oldest first. */
  since(sequence: number): JournaledCall[] {
    const kept = this.#kept();
    return kept.slice(firstAfter(kept, sequence));
  }

  /** The call with this sequence number and those before it, the newest first. Undefined when it is no longer kept. */
  withEarlier(sequence: number): { entry: JournalEntry; earlier: JournalEntry[] } | undefined {
    const upTo = this.#kept().slice(0, firstAfter(this.#kept(), sequence));
    const call = upTo.pop();
    if (call?.sequence !== sequence) return undefined;
    return { entry: call.entry, earlier: upTo.reverse().map(({ entry }) => entry) };
  }

  /** The latest call with this request id. */
  find(id: string): JournalEntry | undefined {
    return this.#kept().findLast((call) => call.id === id)?.entry;
  }

  /** Counts how often the calls were cleared or restored. Between two such events calls are only added. */
  get rewrites(): number {
    return this.#rewrites;
  }

  /**
   * Calls `listener` with each new call of this instance, whose entry is made when it is read. Returns the function that unsubscribes it.
   */
  subscribe(listener: (call: JournaledCall) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Keeps the present calls. Returns the function that restores them. */
  save(): () => void {
    const kept = this.#kept();
    return () => {
      this.#rewrites += 1;
      this.#calls = [...kept];
    };
  }

  clear(): void {
    this.#rewrites += 1;
    this.#calls = [];
  }

  #append(call: JournaledCall): void {
    this.#calls.push(call);
    if (this.#calls.length >= this.capacity + SLACK) this.#calls = this.#kept();
  }

  #kept(): JournaledCall[] {
    return this.#calls.slice(-this.capacity);
  }
}

/** The index of the first call with a higher sequence number. */
function firstAfter(calls: readonly JournaledCall[], sequence: number): number {
  let [low, high] = [0, calls.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((calls[middle]?.sequence ?? 0) > sequence) high = middle;
    else low = middle + 1;
  }
  return low;
}
