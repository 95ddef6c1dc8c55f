import { changeBody, refuseWith, wrap } from '../src/suite/deviations/hooks.js';
import { defineRules } from '../src/suite/rules/define-rule.js';

export default defineRules('health', [
  {
    id: 'HEALTH-001',
    title: 'reports that it is up without a key',
    provenance: 'seed',
    source: '§2',
    sentence: '`GET /health` is public: 200 `{"status":"ok"}`.',
    severity: 'critical',
    check: async (t) => {
      const response = await t.call('getHealth', { token: null });
      t.check.equal(t.check.object(response).status, 'ok', 'Health does not say ok', response);
    },
    deviations: [
      {
        title: 'health says "up" instead of "ok"',
        start: () => changeBody('getHealth', () => ({ status: 'up' })),
      },
    ],
  },

  {
    id: 'HEALTH-002',
    title: 'responds on /health whatever credentials are sent',
    provenance: 'seed',
    source: '§2',
    sentence: '`GET /health` is public.',
    severity: 'minor',
    check: async (t) => {
      for (const authorization of ['Bearer shbx_unknown']) {
        const response = await t.call('getHealth', { authorization });
        t.check.status(response, 200);
      }
    },
    deviations: [
      {
        title: 'a wrong key on /health is refused',
        start: () =>
          wrap('getHealth', (request, next) =>
            request.headers.authorization === undefined
              ? next(request)
              : refuseWith(401, 'invalid_credentials'),
          ),
      },
    ],
  },
]);
