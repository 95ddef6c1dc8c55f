import type { Outcome } from '../store/webhook-targets.js';
import type { Holdings } from './plan.js';

/** A key of an account in a world; its token follows from the seed (see developmentToken). */
export interface KeyDefinition {
  name: string;
  revoked?: boolean;
}

/** An account of a world and everything that its user owns. */
export interface AccountDefinition extends Holdings {
  email: string;
  name?: string;
  /** `partner` when absent; any other account may not use the API (contract §2). */
  role?: 'partner' | 'member';
  /** False for an account that is linked to no CHCK user. */
  user?: boolean;
  /** One key named "Development" when absent. */
  keys?: readonly KeyDefinition[];
  webhookTargets?: { outcome: Outcome; url: string }[];
}

/** What a world file says, plus the name it is known by. */
export interface WorldDefinition {
  name: string;
  description?: string;
  /** The instant at which the generated history ends, as ISO 8601: worlds never depend on the real clock. */
  anchor: string;
  accounts: AccountDefinition[];
}

/** The anchor of worlds that name none. */
export const DEFAULT_ANCHOR = '2026-10-01T00:00:00.000Z';

/** The keys of an account that names none. */
export const defaultKeys: readonly KeyDefinition[] = [{ name: 'Development' }];
