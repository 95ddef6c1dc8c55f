/** The public API of the kit. */
export { type ChckConfig, defineConfig } from './cli/config/define-config.js';
export type * from './contract/names.js';
export type { components, paths, webhooks } from './contract/spec-types.gen.js';
export type { Duration } from './duration.js';
export { ConflictError, InvalidArgumentError, MockClosedError, NotFoundError } from './errors.js';
export type { FaultInput } from './faults/faults.js';
export type { JournalEntry } from './http/journal.js';
export { AddressError, PortTakenError } from './http/server.js';
export { AdminTokenMissingError, DevelopmentTokenRefusedError } from './http/shared-access.js';
export { createMock, type Mock, type MockOptions } from './mock.js';
export type { AccountInput, CreatedAccount } from './services/accounts.js';
export type { CardEdit } from './services/cards.js';
export type { AdvanceOptions, AdvanceProgress, ClockReading } from './services/clock.js';
export type { CreatedKey } from './services/create-key.js';
export type { DeliveryListOptions, DeliveryMatch, DeliveryRecord } from './services/deliveries.js';
export type { AccountOption, AccountReference } from './services/find-account.js';
export type { CompleteInput, GradingInput } from './services/gradings.js';
export type { KeyInput } from './services/keys.js';
export type { RequestMatch } from './services/request-match.js';
export type { RequestWaitOptions } from './services/requests.js';
export type { SettledEvent } from './services/settled-event.js';
export type { Snapshot } from './services/snapshots.js';
export type { StartOptions } from './services/start-gradings.js';
export type { TargetInput } from './services/targets.js';
export type { Triggered, TriggerInput } from './services/triggers.js';
export { type WaitOptions, WaitTimeoutError } from './services/wait-for.js';
export type * from './suite/index.js';
export { defineRule } from './suite/rules/define-rule.js';
export { runContractSuite } from './suite/run-on-demand.js';
export { SuiteError } from './suite/suite-error.js';
export { generateApiToken, parseBearer, sha256Hex, tokenPrefix } from './tokens.js';
export {
  verifyWebhook,
  type WebhookRefusal,
  WebhookSecretError,
  WebhookVerificationError,
} from './webhooks/signature.js';
export type { WorldOptions } from './world/current-world.js';
