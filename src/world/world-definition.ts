import type { Outcome } from '../store/webhook-targets.js';
import type { Holdings } from './plan.js';
import type { Records } from './records.js';

/** A key of an account in a world. Its token depends on the seed (see developmentToken). */
export interface KeyDefinition {
  name: string;
  revoked?: boolean;
}

/** An account of a world, with its keys, cards, gradings and webhook targets. */
export interface AccountDefinition extends Holdings {
  email: string;
  name?: string;
  /** Default: `partner`. Keys of other roles get 403 (contract §2). */
  role?: 'partner' | 'member';
  /** False for an account that is not linked to a CHCK user. Default: true. */
  user?: boolean;
  /** Default: one key with the name "Development". */
  keys?: readonly KeyDefinition[];
  webhookTargets?: { outcome: Outcome; url: string }[];
  /** Cards and gradings with explicit ids and times, instead of generated ones. */
  records?: Records;
}

/** The content of a world file, and the name of the world. */
export interface WorldDefinition {
  name: string;
  description?: string;
  /** The instant at which the generated history ends, as ISO 8601. Worlds do not depend on the real clock. */
  anchor: string;
  accounts: AccountDefinition[];
}

/** The default anchor. */
export const DEFAULT_ANCHOR = '2026-10-01T00:00:00.000Z';

/** The default keys of an account. */
export const defaultKeys: readonly KeyDefinition[] = [{ name: 'Development' }];
