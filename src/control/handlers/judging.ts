import type { CheckResult } from '../../checks/check-result.js';
import { countsOf } from '../../checks/report.js';
import type { Clock } from '../../clock.js';
import { checkReadiness } from '../../diagnosis/readiness/check-readiness.js';
import { collectEvidence } from '../../diagnosis/readiness/collect-evidence.js';
import type { Services } from '../../services/services.js';
import { controlDocument } from '../document.js';
import type { ControlHandlers, Schema } from '../operation-types.js';

const DEFAULT_URL = 'http://localhost:4000';

/** Judging a client, and the document of `/_mock` itself. */
export function judgingHandlers(
  services: Services,
  clock: Clock,
): ControlHandlers<'judgeReadiness' | 'getControlDocument'> {
  return {
    getControlDocument: async () => ({ status: 200, body: controlDocument() }),
    judgeReadiness: async ({ query: { account, patience, readsAreIdempotent, url = DEFAULT_URL } }) => {
      const evidence = await collectEvidence(services, clock, {
        account,
        patience,
        readsAreIdempotent: readsAreIdempotent === 'true',
        mockUrl: url.replace(/\/+$/, ''),
      });
      return { status: 200, body: judgementOf(checkReadiness(evidence)) };
    },
  };
}

/** Results as `/_mock` returns them. */
export function judgementOf(results: readonly CheckResult[]): Schema<'Judgement'> {
  const { passed, failed, notChecked } = countsOf({ results });
  return {
    passed: failed === 0,
    counts: { passed, failed, notChecked },
    results: results.map(formatResult),
  };
}

function formatResult({
  id,
  area,
  title,
  verdict,
  detail,
  remedy,
  evidence,
  durationMs,
}: CheckResult): Schema<'JudgedPoint'> {
  // A judgement has no baseline, so that no failure of it is known.
  const shown = verdict === 'known' ? 'failed' : verdict;
  return { id, area, title, verdict: shown, detail, remedy, evidence: [...evidence], durationMs };
}
