import type { Account } from '../store/accounts.js';
import type { PortalDependencies } from './portal-dependencies.js';
import { PORTAL_KEY_NAME } from './portal-key.js';

/** The steps of somebody who uses the mock for the first time, in order. */
export const firstSteps = ['key', 'calls', 'target', 'webhook', 'grading'] as const;
export type FirstStep = (typeof firstSteps)[number];

type Sources = Pick<PortalDependencies, 'store' | 'services' | 'journal'>;

/** By account id: the steps that the mock has seen happen. A reset forgets them with the world. */
const SETTING = 'portal_first_use';
const MAX_DELIVERIES = 200;

/** The steps that the mock has seen happen. A step stays done when its traces are gone, such as old calls. */
export async function doneSteps(sources: Sources, account: Account): Promise<readonly FirstStep[]> {
  const { settings } = sources.store;
  const known = (await settings.get<Record<string, FirstStep[]>>(SETTING))?.[account.id] ?? [];
  if (known.length === firstSteps.length || account.userId === null) return known;
  const seen = await seenSteps(sources, account);
  const done = firstSteps.filter((step) => known.includes(step) || seen.has(step));
  if (done.length > known.length) {
    await sources.store.transaction(async (tables) => {
      const all = await tables.settings.get<Record<string, FirstStep[]>>(SETTING);
      await tables.settings.set(SETTING, { ...all, [account.id]: done });
    });
  }
  return done;
}

async function seenSteps({ services, journal }: Sources, { id }: Account): Promise<Set<FirstStep>> {
  const { keys, targets, deliveries } = services;
  const calls = (await journal.list()).filter(({ status }) => status >= 200 && status < 300);
  const called = (operation: string) =>
    calls.some(
      ({ operationId, accountId }) => operationId === operation && (accountId === id || accountId === null),
    );
  const delivered = await deliveries.list({ account: id, state: 'delivered', limit: MAX_DELIVERIES });
  const received = new Set(delivered.map(({ gradingId }) => gradingId));
  const own = (await keys.list({ account: id })).filter(({ name }) => name !== PORTAL_KEY_NAME);
  const seen = new Set<FirstStep>();
  if (own.some(({ development }) => !development)) seen.add('key');
  if (called('getHealth') && called('getAccount')) seen.add('calls');
  if ((await targets.list({ account: id })).length > 0) seen.add('target');
  if (delivered.length > 0) seen.add('webhook');
  const readsReceived = calls.some(
    ({ operationId, path }) => operationId === 'getGrading' && received.has(path.split('/').at(-1) ?? ''),
  );
  if (readsReceived) seen.add('grading');
  return seen;
}
