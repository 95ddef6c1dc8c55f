import { rulesOf } from '../../src/suite/rules/rule.js';

export const limitsAndCors = rulesOf('limits-and-cors', {
  'LIMIT-001': {
    title: "serves a burst of calls, and refuses only beyond 600 a minute, with the framework's 429",
    provenance: 'documented',
    source: '§3',
    sentence:
      '600 requests a minute per instance; 429 has Fastify\'s own body `{"statusCode":429,"error":"Too Many Requests","message":"…"}`.',
    severity: 'major',
  },
  'LIMIT-002': {
    title: 'tells limit, remaining and reset on every answer',
    provenance: 'assumed',
    source: '§3',
    sentence: '`x-ratelimit-limit`, `x-ratelimit-remaining`, `x-ratelimit-reset` on every answer.',
    severity: 'minor',
  },
  'LIMIT-003': {
    title: 'counts each request off the remaining ones, on /health too',
    provenance: 'assumed',
    source: '§3, §10',
    sentence: 'The limit is counted per client address within an instance; `/health` counts.',
    severity: 'minor',
  },
  'LIMIT-004': {
    title: 'counts neither preflights nor image links',
    provenance: 'assumed',
    source: '§10',
    sentence: '`/health` counts, preflights, image links, `/_mock` and `/dashboard` do not.',
    severity: 'minor',
  },
  'CORS-001': {
    title: 'reflects the origin of a request',
    provenance: 'documented',
    source: '§3',
    sentence: "CORS is permissive: `Access-Control-Allow-Origin` reflects the request's `Origin`.",
    severity: 'major',
  },
  'CORS-002': {
    title: 'uses no cookies and allows no credentials',
    provenance: 'documented',
    source: '§3, §10',
    sentence: 'No cookies; `Access-Control-Allow-Credentials` is never sent.',
    severity: 'major',
  },
  'CORS-003': {
    title: 'answers a preflight with 204, the origin and the Authorization header allowed',
    provenance: 'assumed',
    source: '§3',
    sentence: 'Preflight `OPTIONS` → 204.',
    severity: 'minor',
  },
  'CORS-004': {
    title: 'sends no CORS header without an origin, and reflects it on /health and on refusals too',
    provenance: 'assumed',
    source: '§10',
    sentence: 'Without an `Origin` there is no `Access-Control-Allow-Origin`. CORS on `/health` too.',
    severity: 'minor',
  },
});
