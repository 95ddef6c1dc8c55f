import type { SuiteConfig } from './config.js';
import type { Capability, Rule } from './rule.js';

const reasons: Record<Capability, string> = {
  write: 'the run is read-only',
  receiver: 'the run is read-only, so no webhook target can be registered',
  revokedToken: 'needs a revoked key: --revoked-token, or a driver with createKey() and revokeKey()',
  unusableToken: 'needs the key of an unusable account: --unusable-token, or a driver with createAccount()',
  otherToken: "needs another account's key: --other-token, or a driver with createAccount()",
  createAccount: 'needs a driver with createAccount()',
  createKey: 'needs a driver with createKey()',
  revokeKey: 'needs a driver with revokeKey()',
  lastUsedAt: 'needs a driver with lastUsedAt()',
  completeGrading: 'needs a driver with completeGrading()',
  advanceClock: 'needs a driver with advanceClock()',
};

function has(capability: Capability, config: SuiteConfig): boolean {
  const methods = new Set(config.driver?.methods);
  const makesAccounts = methods.has('createAccount');
  switch (capability) {
    case 'write':
    case 'receiver':
      return !config.readOnly;
    case 'revokedToken':
      return config.revokedToken !== null || (methods.has('createKey') && methods.has('revokeKey'));
    case 'unusableToken':
      return config.unusableToken !== null || makesAccounts;
    case 'otherToken':
      return config.otherToken !== null || makesAccounts;
    default:
      return methods.has(capability);
  }
}

/** Why the rule cannot be checked in this run, or null when it can. */
export function missingNeed(rule: Rule, config: SuiteConfig): string | null {
  const missing = rule.needs.find((capability) => !has(capability, config));
  return missing === undefined ? null : reasons[missing];
}
