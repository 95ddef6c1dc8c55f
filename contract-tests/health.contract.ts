import { health } from './rules/health.js';
import { area } from '../src/suite/rules/define-rule.js';

export default area(health, {
  'HEALTH-001': async (t) => {
    const answer = await t.call('getHealth', { token: null });
    t.check.equal(t.check.object(answer).status, 'ok', 'Health does not say ok', answer);
  },

  'HEALTH-002': async (t) => {
    for (const authorization of ['Bearer shbx_unknown']) {
      const answer = await t.call('getHealth', { authorization });
      t.check.status(answer, 200);
    }
  },
});
