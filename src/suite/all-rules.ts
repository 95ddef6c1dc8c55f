import account from '../../contract-tests/account.contract.js';
import apiKeys from '../../contract-tests/api-keys.contract.js';
import authentication from '../../contract-tests/authentication.contract.js';
import cardDetail from '../../contract-tests/card-detail.contract.js';
import cardsList from '../../contract-tests/cards-list.contract.js';
import cors from '../../contract-tests/cors.contract.js';
import errors from '../../contract-tests/errors.contract.js';
import filters from '../../contract-tests/filters.contract.js';
import grades from '../../contract-tests/grades.contract.js';
import gradingDetail from '../../contract-tests/grading-detail.contract.js';
import gradingsList from '../../contract-tests/gradings-list.contract.js';
import health from '../../contract-tests/health.contract.js';
import inputs from '../../contract-tests/inputs.contract.js';
import isolation from '../../contract-tests/isolation.contract.js';
import pagination from '../../contract-tests/pagination.contract.js';
import presignedUrls from '../../contract-tests/presigned-urls.contract.js';
import rateLimit from '../../contract-tests/rate-limit.contract.js';
import schema from '../../contract-tests/schema.contract.js';
import secrets from '../../contract-tests/secrets.contract.js';
import sorting from '../../contract-tests/sorting.contract.js';
import unusualRequests from '../../contract-tests/unusual-requests.contract.js';
import webhookDeliveries from '../../contract-tests/webhook-deliveries.contract.js';
import webhookRetries from '../../contract-tests/webhook-retries.contract.js';
import webhookTargets from '../../contract-tests/webhook-targets.contract.js';
import type { Rule } from './rules/rule.js';

/** Every rule of the contract suite, by area in the order in which the areas run. */
export const rules: readonly Rule[] = [
  ...health,
  ...authentication,
  ...apiKeys,
  ...account,
  ...gradingsList,
  ...gradingDetail,
  ...grades,
  ...cardsList,
  ...cardDetail,
  ...pagination,
  ...filters,
  ...sorting,
  ...inputs,
  ...webhookTargets,
  ...webhookDeliveries,
  ...webhookRetries,
  ...presignedUrls,
  ...errors,
  ...unusualRequests,
  ...rateLimit,
  ...cors,
  ...isolation,
  ...secrets,
  ...schema,
];

/** The areas, in the order in which they run. Each has a file of its name in `contract-tests/`. */
export const areas: readonly string[] = [...new Set(rules.map(({ area }) => area))];
