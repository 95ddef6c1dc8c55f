import type { Judged } from '../../checks/check-result.js';
import { backsOffOnServerErrors, honoursRetryAfter } from './backing-off.js';
import { keepsKeyOutOfUrls, stopsOnUnauthorized } from './credentials.js';
import type { Evidence } from './evidence.js';
import { treatsLinksAsShortLived } from './image-links.js';
import { pagesToTheEnd } from './paging.js';
import type { Point } from './point.js';
import { avoidsTightPolling } from './polling.js';
import { fetchesAfterWebhook, ignoresUnknownFields, processesOnce } from './webhook-handling.js';

/** Everything that a client's readiness is judged by. */
export const readinessPoints: readonly Point[] = [
  honoursRetryAfter,
  backsOffOnServerErrors,
  stopsOnUnauthorized,
  pagesToTheEnd,
  fetchesAfterWebhook,
  processesOnce,
  treatsLinksAsShortLived,
  ignoresUnknownFields,
  keepsKeyOutOfUrls,
  avoidsTightPolling,
];

/** Judges a client by the calls that it made of the mock at this address: what it gets right, wrong, or never met. */
export function judgeReadiness(evidence: Evidence, mockUrl: string): Judged[] {
  return readinessPoints.map(({ id, title, remedy, situation, judge }) => {
    const { verdict, detail, evidence: lines = [] } = judge(evidence);
    const advice = { passed: null, failed: remedy, open: situation.replaceAll('{url}', mockUrl) };
    return { id, title, verdict, detail, remedy: advice[verdict], evidence: lines };
  });
}
