import type { Account } from '../store/accounts.js';
import { sections } from './parts/frame.js';
import type { PortalDependencies } from './portal-dependencies.js';

/** A page, an object by its id, or an action. */
export interface PaletteEntry {
  kind: 'page' | 'action' | 'id';
  name: string;
  href: string;
}

/** The newest gradings among which the beginning of an id is looked for. */
const MAX_GRADINGS = 500;
const MAX_SHOWN = 12;

const entries: readonly PaletteEntry[] = [
  ...sections.map(({ name, href }): PaletteEntry => ({ kind: 'page', name, href })),
  { kind: 'page', name: 'Scenarios', href: '/dashboard/webhooks/scenarios' },
  { kind: 'page', name: 'Revoked keys', href: '/dashboard/api-keys?tab=revoked' },
  { kind: 'page', name: 'Retrying deliveries', href: '/dashboard/webhooks?state=retrying' },
  { kind: 'page', name: 'Refused calls', href: '/dashboard/traffic?status=4xx' },
  { kind: 'action', name: 'Create a key', href: '/dashboard/api-keys' },
  { kind: 'action', name: 'Start a grading', href: '/dashboard/gradings/new' },
  { kind: 'action', name: 'Add a webhook target', href: '/dashboard/webhooks#targets-title' },
  { kind: 'action', name: 'Fire a webhook', href: '/dashboard/webhooks#switchboard' },
  { kind: 'action', name: 'Write a scenario', href: '/dashboard/webhooks/scenarios#editor' },
  { kind: 'action', name: 'Move the clock', href: '/dashboard/simulator' },
  { kind: 'action', name: 'Add a fault', href: '/dashboard/simulator#faults' },
  { kind: 'action', name: 'Take a snapshot', href: '/dashboard/simulator#snapshots' },
];

/** What a text leads to, the best first: objects with this id, then pages and actions with all of its words. */
export async function findEntries(
  sources: Pick<PortalDependencies, 'store' | 'journal'>,
  account: Account,
  text: string,
): Promise<PaletteEntry[]> {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const named = entries.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
  const byId = text === '' ? [] : await entriesOfId(sources, account, text.replace(/^#/, '').toLowerCase());
  return [...byId, ...named].slice(0, MAX_SHOWN);
}

async function entriesOfId(
  { store, journal }: Pick<PortalDependencies, 'store' | 'journal'>,
  { userId }: Account,
  id: string,
): Promise<PaletteEntry[]> {
  const found: PaletteEntry[] = [];
  const add = (name: string, href: string) => found.push({ kind: 'id', name, href: `/dashboard/${href}` });
  if (userId !== null && /^[\da-f]{8}[\da-f-]*$/.test(id)) {
    const newest = await store.gradings.page(userId, { limit: MAX_GRADINGS, offset: 0 });
    const exact = await store.gradings.find(userId, id);
    const matching = exact ? [exact] : newest.filter((grading) => grading.id.startsWith(id));
    for (const grading of matching) add(`Grading ${grading.id}`, `gradings/${grading.id}`);
  }
  const number = /^\d{1,15}$/.test(id) ? Number(id) : undefined;
  if (userId !== null && number !== undefined) {
    if (await store.cards.find(userId, number)) add(`Card ${number}`, `cards/${number}`);
    const delivery = await store.deliveries.find(number);
    if (delivery?.userId === userId) add(`Delivery #${number}`, `webhooks/deliveries/${number}`);
  }
  for (const call of await journal.list()) {
    const isSame = call.sequence === number || call.id.toLowerCase() === id;
    if (isSame) add(`Call ${call.sequence}: ${call.method} ${call.path}`, `traffic?call=${call.sequence}`);
  }
  return found;
}
