import { type CheckResult, resultOf } from '../../checks/check-result.js';
import { backsOffOnServerErrors, honoursRetryAfter } from './backing-off.js';
import { keepsKeyOutOfUrls, stopsOnUnauthorized } from './credentials.js';
import type { Evidence } from './evidence.js';
import { fetchesImagesWithoutKey, treatsLinksAsShortLived } from './image-links.js';
import { pagesToTheEnd } from './paging.js';
import { avoidsTightPolling } from './polling.js';
import type { ReadinessCheck } from './readiness-check.js';
import { fetchesAfterWebhook, ignoresUnknownFields, processesOnce } from './webhook-handling.js';

/** Every readiness check. */
export const readinessChecks: readonly ReadinessCheck[] = [
  honoursRetryAfter,
  backsOffOnServerErrors,
  stopsOnUnauthorized,
  pagesToTheEnd,
  fetchesAfterWebhook,
  processesOnce,
  treatsLinksAsShortLived,
  fetchesImagesWithoutKey,
  ignoresUnknownFields,
  keepsKeyOutOfUrls,
  avoidsTightPolling,
];

/** Checks a client by the calls that it made to the mock at this address. */
export function checkReadiness(evidence: Evidence, mockUrl: string): CheckResult[] {
  return readinessChecks.map(({ id, title, remedy, situation, check }) => {
    const finding = check(evidence);
    const advice = { passed: null, failed: remedy, 'not-checked': situation.replaceAll('{url}', mockUrl) };
    return resultOf({ id, area: 'readiness', title, remedy: advice[finding.verdict] }, finding);
  });
}
