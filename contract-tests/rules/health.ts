import { rulesOf } from '../../src/suite/rules/rule.js';

export const health = rulesOf('health', {
  'HEALTH-001': {
    title: 'answers that it is up without any key',
    provenance: 'seed',
    source: '§2',
    sentence: '`GET /health` is public: 200 `{"status":"ok"}`.',
    severity: 'critical',
  },
  'HEALTH-002': {
    title: 'answers on /health whatever credentials are sent',
    provenance: 'seed',
    source: '§2',
    sentence: '`GET /health` is public.',
    severity: 'minor',
  },
});
