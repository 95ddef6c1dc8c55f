import account from './account.contract.js';
import apiKeys from './api-keys.contract.js';
import authentication from './authentication.contract.js';
import cardDetail from './card-detail.contract.js';
import cardsList from './cards-list.contract.js';
import errors from './errors.contract.js';
import filtersAndSorting from './filters-and-sorting.contract.js';
import gradingDetail from './grading-detail.contract.js';
import gradingsList from './gradings-list.contract.js';
import health from './health.contract.js';
import isolation from './isolation.contract.js';
import limitsAndCors from './limits-and-cors.contract.js';
import pagination from './pagination.contract.js';
import presignedUrls from './presigned-urls.contract.js';
import schema from './schema.contract.js';
import secrets from './secrets.contract.js';
import type { CheckableRule } from '../src/suite/rules/define-rule.js';
import webhookDeliveries from './webhook-deliveries.contract.js';
import webhookTargets from './webhook-targets.contract.js';

/** Every rule with its body, in the order in which they run. */
export const checkableRules: readonly CheckableRule[] = [
  ...health,
  ...authentication,
  ...apiKeys,
  ...account,
  ...gradingsList,
  ...gradingDetail,
  ...cardsList,
  ...cardDetail,
  ...pagination,
  ...filtersAndSorting,
  ...webhookTargets,
  ...webhookDeliveries,
  ...presignedUrls,
  ...errors,
  ...limitsAndCors,
  ...isolation,
  ...secrets,
  ...schema,
];
