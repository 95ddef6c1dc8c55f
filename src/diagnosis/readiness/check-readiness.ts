import { type CheckResult, resultOf } from '../../checks/check-result.js';
import { backsOffOnServerErrors, honoursRetryAfter } from './backing-off.js';
import { keepsKeyOutOfUrls, stopsOnForbidden, stopsOnUnauthorized } from './credentials.js';
import { readsTimesWithZone, sendsGivenCursors } from './cursors.js';
import type { Evidence } from './evidence.js';
import { fetchesImagesWithoutKey, treatsLinksAsShortLived } from './image-links.js';
import { pagesToTheEnd } from './paging.js';
import { avoidsTightPolling, waitsForWebhooks } from './polling.js';
import type { ReadinessCheck } from './readiness-check.js';
import { sendsKnownParameters, sendsValidRequests } from './requests-sent.js';
import {
  answersBeforeWork,
  answersWithSuccess,
  dropsUnknownGradings,
  ignoresUnknownFields,
} from './webhook-answers.js';
import { fetchesAfterWebhook, processesOnce, verifiesOutcome } from './webhook-handling.js';

/** Every readiness check. */
export const readinessChecks: readonly ReadinessCheck[] = [
  sendsValidRequests,
  sendsKnownParameters,
  honoursRetryAfter,
  backsOffOnServerErrors,
  stopsOnUnauthorized,
  stopsOnForbidden,
  pagesToTheEnd,
  sendsGivenCursors,
  readsTimesWithZone,
  answersWithSuccess,
  answersBeforeWork,
  fetchesAfterWebhook,
  verifiesOutcome,
  processesOnce,
  dropsUnknownGradings,
  ignoresUnknownFields,
  treatsLinksAsShortLived,
  fetchesImagesWithoutKey,
  keepsKeyOutOfUrls,
  avoidsTightPolling,
  waitsForWebhooks,
];

/** Checks a client by the calls that it made, and by what it did with webhooks. */
export function checkReadiness(evidence: Evidence): CheckResult[] {
  return readinessChecks.map(({ id, title, remedy, situation, check }) => {
    const finding = check(evidence);
    const advice = {
      passed: null,
      failed: remedy,
      'not-checked': situation.replaceAll('{url}', evidence.mockUrl),
    };
    return resultOf({ id, area: 'readiness', title, remedy: advice[finding.verdict] }, finding);
  });
}
