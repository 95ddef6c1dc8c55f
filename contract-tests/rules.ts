import { account } from './rules/account.js';
import { apiKeys } from './rules/api-keys.js';
import { authentication } from './rules/authentication.js';
import { cardDetail } from './rules/card-detail.js';
import { cardsList } from './rules/cards-list.js';
import { errors } from './rules/errors.js';
import { filters } from './rules/filters.js';
import { gradingDetail } from './rules/grading-detail.js';
import { gradingsList } from './rules/gradings-list.js';
import { health } from './rules/health.js';
import { isolation } from './rules/isolation.js';
import { limitsAndCors } from './rules/limits-and-cors.js';
import { pagination } from './rules/pagination.js';
import { presignedUrls } from './rules/presigned-urls.js';
import { schema } from './rules/schema.js';
import { secrets } from './rules/secrets.js';
import { webhookDeliveries } from './rules/webhook-deliveries.js';
import { webhookTargets } from './rules/webhook-targets.js';
import { listRules, type Rule } from '../src/suite/rules/rule.js';

/** Every rule of the contract suite, by area in the order in which they run. */
export const rules: readonly Rule[] = [
  ...listRules(health),
  ...listRules(authentication),
  ...listRules(apiKeys),
  ...listRules(account),
  ...listRules(gradingsList),
  ...listRules(gradingDetail),
  ...listRules(cardsList),
  ...listRules(cardDetail),
  ...listRules(pagination),
  ...listRules(filters),
  ...listRules(webhookTargets),
  ...listRules(webhookDeliveries),
  ...listRules(presignedUrls),
  ...listRules(errors),
  ...listRules(limitsAndCors),
  ...listRules(isolation),
  ...listRules(secrets),
  ...listRules(schema),
];
