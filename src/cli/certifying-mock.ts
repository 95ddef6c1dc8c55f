import type { CertifyingMock } from '../certify/handler-probe.js';
import type { SeenCall } from '../diagnosis/readiness/evidence.js';
import type { ControlClient } from './control-client.js';
import { UsageError } from './errors.js';

/** Webhooks go to this address, and are dropped, so that the account's own targets get none. */
const NOWHERE = 'http://127.0.0.1:9/chck-certify';

/** What a certification needs from a mock, by `/_mock`. The clock is moved only when `own` says that the mock is ours. */
export function certifyingMock(
  client: ControlClient,
  { account, own }: { account: string | undefined; own: boolean },
): CertifyingMock {
  const scope = account === undefined ? {} : { account };
  return {
    completeGrading: async (outcome) => {
      const { gradings } = await client.run('trigger', {
        body: { outcome, to: NOWHERE, fault: { kind: 'drop' }, ...scope },
      });
      const [grading] = gradings;
      if (grading === undefined) throw new UsageError('The mock completed no grading.');
      return grading.id;
    },
    callsFor: async (gradingId, count, timeoutMs) => {
      const path = `/v1/gradings/${gradingId}`;
      return (await waitForCalls(client, path, count, timeoutMs)) ?? (await callsTo(client, path));
    },
    calls: async () => (await client.run('listRequests', { query: {} })).requests,
    failNextRead: async () => {
      const fault = await client.run('addFault', {
        body: { kind: 'status', status: 503, next: 1, operation: 'getGrading', ...scope },
      });
      return async () => {
        const { faults } = await client.run('listFaults', {});
        if (faults.some(({ id }) => id === fault.id))
          await client.run('removeFault', { path: { id: fault.id } });
      };
    },
    ...(own && {
      advanceDays: async (days: number) => {
        await client.run('advanceClock', { body: { by: `${days}d` } });
      },
    }),
  };
}

async function waitForCalls(
  client: ControlClient,
  path: string,
  count: number,
  timeoutMs: number,
): Promise<SeenCall[] | undefined> {
  try {
    const body = { path, count, timeout: `${Math.max(1, Math.round(timeoutMs))}ms` };
    return (await client.run('waitForRequests', { body })).requests;
  } catch (error) {
    // The time is over. If the mock no longer responds, the next call says so.
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

async function callsTo(client: ControlClient, path: string): Promise<SeenCall[]> {
  return (await client.run('listRequests', { query: { path } })).requests;
}
