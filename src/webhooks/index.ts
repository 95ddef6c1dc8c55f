export {
  verifyWebhook,
  type WebhookRefusal,
  WebhookSecretError,
  WebhookVerificationError,
} from './signature.js';
