/** The public API of the kit. */
export { type ChckConfig, defineConfig } from './cli/config/define-config.js';
export type * from './contract/names.js';
export type { components, paths, webhooks } from './contract/spec-types.gen.js';
export { ConflictError, InvalidArgumentError, NotFoundError } from './errors.js';
export type { JournalEntry } from './http/journal.js';
export { AddressError, PortTakenError } from './http/server.js';
export { AdminTokenMissingError, createMock, type Mock, type MockOptions } from './mock.js';
export type { Snapshot } from './services/snapshots.js';
export * from './suite/index.js';
export type { CreatedAccount } from './surface/accounts.js';
export type { FaultOptions } from './surface/faults.js';
export type { GradingOptions } from './surface/gradings.js';
export type { RequestMatch } from './surface/request-match.js';
export { WaitTimeoutError } from './surface/wait-for.js';
export type { DeliveryMatch, DeliveryRecord } from './surface/webhooks.js';
export { generateApiToken, parseBearer, sha256Hex, tokenPrefix } from './tokens.js';
export {
  verifyWebhook,
  type WebhookRefusal,
  WebhookSecretError,
  WebhookVerificationError,
} from './webhooks/signature.js';
