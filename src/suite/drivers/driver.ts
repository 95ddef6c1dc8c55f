export type Id = string | number;

/** An account that the driver made: its one key works at once unless `usable` was false. */
export interface DriverAccount {
  accountId: Id;
  token: string;
  keyId?: Id;
}

/**
 * What the public API cannot do and the suite needs from the target's operators. Every method is optional; the rules
 * that need a missing one are reported as not checked. Ids are opaque.
 */
export interface ContractDriver {
  /** `cards` raw cards, and `gradings` completed full gradings that each have a graded card of their own. */
  createAccount?(input: { cards: number; gradings: number; usable: boolean }): Promise<DriverAccount>;
  createKey?(input: { accountId: Id }): Promise<{ keyId: Id; token: string }>;
  revokeKey?(input: { accountId: Id; keyId: Id }): Promise<unknown>;
  /** An ISO 8601 date-time, or null when the key was never used. */
  lastUsedAt?(input: { accountId: Id; keyId: Id }): Promise<string | null>;
  /** May return before the webhooks went out. */
  completeGrading?(input: {
    accountId: Id;
    outcome: 'success' | 'failure';
    capture: 'full' | 'two-image';
  }): Promise<{ gradingSessionId: string }>;
  /** Moves all clocks of the target forward: webhook retries, image links, rate-limit windows. */
  advanceClock?(input: { seconds: number }): Promise<unknown>;
}

/** The methods a driver may have. */
export const driverMethods = [
  'createAccount',
  'createKey',
  'revokeKey',
  'lastUsedAt',
  'completeGrading',
  'advanceClock',
] as const satisfies readonly (keyof ContractDriver)[];

export type DriverMethod = (typeof driverMethods)[number];
