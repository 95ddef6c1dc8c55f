import type { Clock } from '../../clock.js';
import { type Duration, toMilliseconds } from '../../duration.js';
import type { AccountReference } from '../../services/find-account.js';
import type { Services } from '../../services/services.js';
import type { Evidence } from './evidence.js';

export interface EvidenceOptions {
  /** Only calls and webhooks of this account. Default: all. */
  account?: AccountReference | undefined;
  /** How long a client may take to follow up a webhook or a page, in real time. Default: `10s`. */
  patience?: Duration | undefined;
  /** Whether reading a grading twice changes nothing in the client. Default: false. */
  readsAreIdempotent?: boolean | undefined;
  /** The address of the mock, as it is written in commands. */
  mockUrl: string;
}

const DEFAULT_PATIENCE = '10s';
const MAX_DELIVERIES = 1000;

/** What a mock has seen of a client. Throws NotFoundError for an unknown account. */
export async function collectEvidence(
  { requests, deliveries, accounts }: Services,
  clock: Pick<Clock, 'nowMs' | 'realMs'>,
  { account, patience = DEFAULT_PATIENCE, readsAreIdempotent = false, mockUrl }: EvidenceOptions,
): Promise<Evidence> {
  const accountId = account === undefined ? undefined : (await accounts.get(account)).id;
  const all = await requests.list();
  const listed = await deliveries.list({ account, limit: MAX_DELIVERIES });
  const records = await Promise.all(listed.map(({ id }) => deliveries.get(id)));
  return {
    // A call refused before its key was known has no account, and neither has a call of an image link.
    calls: all.filter((call) => {
      return accountId === undefined || call.accountId === null || call.accountId === accountId;
    }),
    complete: (all[0]?.sequence ?? 1) === 1,
    deliveries: records.map(({ delivery, attempts }) => ({ ...delivery, attempts })),
    nowMs: clock.nowMs(),
    realNowMs: clock.realMs(),
    mockUrl,
    readsAreIdempotent,
    patienceMs: toMilliseconds(patience, 'patience'),
  };
}
