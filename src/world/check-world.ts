import { pathText } from '../openapi/json-pointer.js';
import { standaloneSchema } from '../openapi/schema.js';
import { sentence, validateValue } from '../openapi/value-validator.js';
import type { AccountDefinition, WorldDefinition } from './world-definition.js';
import { worldSchema } from './world-schema.js';

type WorldFile = Omit<WorldDefinition, 'name' | 'anchor'> & { anchor?: string };

/** The earliest end of a history: the youngest cards of the catalog must be older than its beginning. */
const EARLIEST_ANCHOR = '2026-07-01T00:00:00.000Z';

const schema = standaloneSchema(worldSchema);

/** Checks the content of a world file. Returns a sentence for each problem, or the content. */
export function checkWorld(content: unknown): { faults: string[] } | { world: WorldFile } {
  if (!isWorldFile(content)) {
    const problems = validateValue(schema, content);
    return { faults: problems.map(({ at, complaint }) => sentence(pathText(at) || 'The file', complaint)) };
  }
  const faults = [...anchorFaults(content), ...content.accounts.flatMap(accountFaults)];
  return faults.length > 0 ? { faults } : { world: content };
}

function isWorldFile(content: unknown): content is WorldFile {
  return validateValue(schema, content).length === 0;
}

function anchorFaults({ anchor }: WorldFile): string[] {
  if (anchor === undefined || Date.parse(anchor) >= Date.parse(EARLIEST_ANCHOR)) return [];
  return [
    `anchor is "${anchor}"; it must be ${EARLIEST_ANCHOR} or later, because the newest generated cards are from 2024.`,
  ];
}

function accountFaults(account: AccountDefinition, index: number, all: AccountDefinition[]): string[] {
  const place = `accounts[${index}]`;
  const faults: string[] = [];
  if (all.findIndex(({ email }) => email === account.email) !== index) {
    faults.push(
      `${place}.email is "${account.email}", which a previous account has. Each account needs its own email.`,
    );
  }
  const { full = 0, regraded = 0 } = typeof account.gradings === 'object' ? account.gradings : {};
  if (regraded > full) {
    faults.push(`${place}.gradings.regraded is ${regraded}; it must be at most "full", which is ${full}.`);
  }
  const owned = ['rawCards', 'gradings', 'cards', 'webhookTargets', 'ties', 'profile', 'records'] as const;
  const needless = account.user === false ? owned.find((key) => account[key] !== undefined) : undefined;
  if (needless !== undefined) {
    faults.push(`${place} has "${needless}" although "user" is false: without a user it owns nothing.`);
  }
  return [...faults, ...recordFaults(account, place), ...cardFaults(account, place)];
}

function recordFaults({ records, ...account }: AccountDefinition, place: string): string[] {
  if (records === undefined) return [];
  const generated = ['rawCards', 'gradings', 'cards', 'ties', 'profile'] as const;
  const other = generated.find((key) => account[key] !== undefined);
  const faults =
    other === undefined
      ? []
      : [`${place} has both "records" and "${other}": records are all that the account has.`];
  const ids = new Set<number>();
  for (const [index, { id }] of records.cards.entries()) {
    if (ids.has(id)) faults.push(`${place}.records.cards[${index}].id is ${id}, which a previous card has.`);
    ids.add(id);
  }
  for (const [index, { userCardId }] of records.gradings.entries()) {
    if (!ids.has(userCardId))
      faults.push(
        `${place}.records.gradings[${index}].userCardId is ${userCardId}, which no card of the account has.`,
      );
  }
  return faults;
}

function cardFaults({ cards = [] }: AccountDefinition, place: string): string[] {
  return cards.flatMap((card, index) => {
    const at = `${place}.cards[${index}]`;
    const faults = (card.gradings ?? []).flatMap((grading, run) => {
      const { state = 'completed', capture = 'full', grade } = grading;
      if (grade === undefined || (state === 'completed' && capture === 'full')) return [];
      const reason = state === 'completed' ? 'its capture is "two-image"' : `its state is "${state}"`;
      return [`${at}.gradings[${run}] has a "grade" although ${reason}: only a completed full one has.`];
    });
    if (card.grade !== undefined && card.gradings !== undefined) {
      faults.push(`${at} has both "grade" and "gradings": give the grade inside "gradings".`);
    }
    if (card.photographed === false && (card.grade !== undefined || card.gradings !== undefined)) {
      faults.push(`${at} is not photographed, yet has gradings: a grading needs photographs.`);
    }
    return faults;
  });
}
