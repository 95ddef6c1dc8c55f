import { randomBytes } from 'node:crypto';
import type { QueryResult } from 'pg';
import type { Reload } from '../database.js';
import { DatabaseUnavailableError } from '../errors.js';
import type { Sharing, Topic } from '../sharing.js';
import { migrations } from './migrations.js';
import { Notices } from './notices.js';
import type { PostgresLocation } from './postgres-location.js';
import type { PostgresSession } from './postgres-session.js';

/** How long an instance that no longer renews its lease keeps its deliveries. */
const LEASE_SECONDS = 5;

/** The row of `shared_state`. */
interface SharedRow {
  /** Changes with each change of what instances keep in memory. */
  version: number;
  /** Changes when all rows are replaced. */
  epoch: number;
  /** The instance that holds the background work of the others. */
  holder: string | null;
  /** The version of the schema. */
  schema: number;
}

const READ = `SELECT version AS "version", epoch AS "epoch", (SELECT version FROM schema_version) AS "schema",
  (SELECT i.id FROM instances i WHERE i.id = holder AND i.lease_until > clock_timestamp()) AS "holder" FROM shared_state`;

const RENEW = `INSERT INTO instances (id, lease_until) VALUES ($1, clock_timestamp() + interval '${LEASE_SECONDS} s')
  ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until`;

const HAS_ABANDONED = `SELECT EXISTS (SELECT 1 FROM deliveries d WHERE d.state = 'sending' AND NOT EXISTS
  (SELECT 1 FROM instances i WHERE i.id = d.owner AND i.lease_until > clock_timestamp())) AS "abandoned"`;

/** Runs `work` in a transaction, after all transactions of other instances that began before. */
type Transact = (work: (session: PostgresSession) => Promise<boolean>) => Promise<boolean>;

/** Several instances on one schema. Triggers count the changes and notify the others. */
export class PostgresSharing implements Sharing {
  readonly instance: string;
  readonly #session: PostgresSession;
  readonly #transact: Transact;
  readonly #notices: Notices;
  #reload: Reload | undefined;
  #seen: SharedRow | undefined;
  #isHolding = false;
  #isTrying = false;
  #holder: string | null = null;
  #isHeldElsewhere = false;
  #leaseEndsMs = 0;
  /** Others may have lost their leases too while the server was away. They get the time of a lease to renew them. */
  #recoversFromMs = 0;
  #reading: Promise<void> = Promise.resolve();
  #nextReading: Promise<void> | undefined;
  #started = false;

  constructor(location: PostgresLocation, instance: string, session: PostgresSession, transact: Transact) {
    this.instance = instance;
    this.#session = session;
    this.#transact = transact;
    this.#notices = new Notices(location, instance);
  }

  get isHolding(): boolean {
    return this.#isHolding;
  }

  get isHeldElsewhere(): boolean {
    return this.#isHeldElsewhere;
  }

  /** A connection may have been lost after the server had stored the hold. */
  get holdsByMistake(): boolean {
    return this.#holder === this.instance && !this.#isHolding && !this.#isTrying;
  }

  async start(): Promise<void> {
    this.#started = true;
    await this.renewLease();
    await this.#notices.listen();
  }

  async renewLease(): Promise<boolean> {
    const nowMs = performance.now();
    await this.#session.query({ name: 'chck_renew', text: RENEW, values: [this.instance] });
    if (nowMs > this.#leaseEndsMs && this.#leaseEndsMs > 0)
      this.#recoversFromMs = nowMs + LEASE_SECONDS * 1000;
    this.#leaseEndsMs = nowMs + LEASE_SECONDS * 1000;
    if (nowMs < this.#recoversFromMs) return false;
    const { rows } = await this.#session.query({ name: 'chck_abandoned', text: HAS_ABANDONED });
    return rows[0]?.abandoned === true;
  }

  /** Calls that come while one is reading share the next one, so that each sees what was changed before it. */
  refresh(): Promise<void> {
    if (this.#nextReading !== undefined) return this.#nextReading;
    const read = () => {
      this.#nextReading = undefined;
      return this.#catchUp(this.#session).then(() => undefined);
    };
    this.#nextReading = this.#reading.then(read, read);
    this.#reading = this.#nextReading;
    return this.#nextReading;
  }

  onStale(reload: Reload): void {
    this.#reload = reload;
  }

  onNotice(listener: (topic: Topic) => void): void {
    this.#notices.onNotice(listener);
  }

  async notify(topic: Topic): Promise<void> {
    await this.#session.query({ text: 'SELECT notify_instances($1)', values: [topic] });
  }

  /** Call it in each transaction, once it has the lock. */
  async begin(session: PostgresSession): Promise<void> {
    const { holder } = await this.#catchUp(session);
    this.#isHeldElsewhere = holder !== null && holder !== this.instance;
  }

  /** In a transaction: what another instance has begun to send is stored before, and it begins nothing afterwards. */
  async tryHold(): Promise<boolean> {
    this.#isTrying = true;
    try {
      this.#isHolding = await this.#transact(async (session) => {
        if (this.#isHeldElsewhere) return false;
        await session.query({ text: 'UPDATE shared_state SET holder = $1', values: [this.instance] });
        return true;
      });
    } finally {
      this.#isTrying = false;
    }
    return this.#isHolding;
  }

  async releaseHold(): Promise<void> {
    await this.#transact(async (session) => {
      await session.query({
        text: 'UPDATE shared_state SET holder = NULL WHERE holder = $1',
        values: [this.instance],
      });
      return true;
    });
    this.#isHolding = false;
  }

  async close(): Promise<void> {
    if (!this.#started) return;
    await this.#notices.close();
    const text = "DELETE FROM instances WHERE id = $1 OR lease_until < clock_timestamp() - interval '1 hour'";
    // Without the server, the lease ends by itself.
    await this.#session.query({ text, values: [this.instance] }).catch(() => undefined);
  }

  async #catchUp(session: PostgresSession): Promise<SharedRow> {
    const { rows }: QueryResult<SharedRow> = await session.query<SharedRow>({
      name: 'chck_shared',
      text: READ,
    });
    const [state] = rows;
    if (state === undefined) throw new DatabaseUnavailableError('The schema of the database is incomplete.');
    if (state.schema > migrations.length) throw new DatabaseUnavailableError(upgradedTo(state.schema));
    const seen = this.#seen;
    this.#holder = state.holder;
    if (this.#reload === undefined || state.version === seen?.version) return state;
    const isReplaced = seen !== undefined && state.epoch !== seen.epoch && !this.#isHolding;
    const putInPlace = await this.#reload(session, isReplaced);
    // Another call may have read a later state meanwhile.
    if (this.#seen !== undefined && state.version <= this.#seen.version) return state;
    this.#seen = state;
    putInPlace();
    return state;
  }
}

export function newInstanceId(): string {
  return `chck-${randomBytes(6).toString('hex')}`;
}

function upgradedTo(schema: number): string {
  return `A newer release of the kit has upgraded the database to schema version ${schema}; this instance supports version ${migrations.length} and serves nothing more. Restart it with the newer release.`;
}
