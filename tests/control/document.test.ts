import { createConfig, lint } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import { controlDocumentPath } from '../../src/control/document.js';
import { callControl, documentedSuccesses, seenResponses } from '../support/call-control.js';
import { startReceiver } from '../support/receiver.js';
import { callApi, startMock } from '../support/start-mock.js';

describe('openapi/control-api.v1.yaml', () => {
  it('passes the recommended rules of an OpenAPI linter', async () => {
    const config = await createConfig({
      extends: ['recommended'],
      rules: {
        // The surface is the kit's own; the package says under which terms it may be used.
        'info-license': 'off',
        // The mock is where it was started, and that is localhost.
        'no-server-example.com': 'off',
        // Nothing that a caller does can make these fail.
        'operation-4xx-response': 'off',
      },
    });
    const problems = await lint({ ref: controlDocumentPath, config });
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
      [],
    );
  });

  it('describes the response of every operation completely', async () => {
    const mock = await startMock();
    const receiver = await startReceiver(500, 200);
    const call = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, json?: unknown) =>
      callControl(mock, method, path, json);

    await call('GET', '/health');
    await call('GET', '/ready');
    await call('GET', '/world');
    await call('POST', '/clock/freeze', { at: '2026-12-01T12:00:00.000Z' });
    const { body: created } = await call('POST', '/accounts', { cards: 2, gradings: 1 });
    const account = created.account.id;
    await call('GET', '/accounts');
    const { body: key } = await call('POST', '/keys', { name: 'CI', account });
    await call('GET', `/keys?account=${account}`);
    await call('DELETE', `/keys/${key.id}`);
    const { body: target } = await call('POST', '/targets', {
      account,
      outcome: 'success',
      url: receiver.url,
    });
    await call('GET', `/targets?account=${account}`);
    const { body: fired } = await call('POST', '/trigger', { account, outcome: 'success' });
    await mock.deliveries.settled();
    const { body: moved } = await call('POST', '/clock/advance', { by: '1h' });
    expect(moved.events).toHaveLength(1);
    await call('GET', `/deliveries?account=${account}`);
    const { body: delivery } = await call('GET', `/deliveries/${fired.deliveries[0].id}`);
    expect(delivery.attempts).toHaveLength(2);
    await call('POST', `/deliveries/${fired.deliveries[0].id}/resend`);
    const { body: started } = await call('POST', '/gradings', { account, delay: null });
    await call('POST', `/gradings/${started.gradings[0].id}/complete`, { outcome: 'failure' });
    await call('PATCH', `/gradings/${fired.gradings[0].id}`, { full: 9 });
    const card = `/cards/${fired.gradings[0].userCardId}`;
    await call('GET', card);
    await call('PATCH', card, { grade: null });
    await call('POST', '/deliveries/wait', { account, grading: fired.gradings[0].id });
    await callApi(mock, '/health', { headers: { 'x-request-id': 'one' } });
    await call('GET', '/requests?operation=getHealth');
    await call('GET', '/requests/one');
    await call('POST', '/requests/wait', { operation: 'getHealth', timeout: '1s' });
    await call('POST', '/requests/count', { operation: 'listCards' });
    await call('DELETE', '/requests');
    await call('GET', `/readiness?account=${account}&patience=0ms`);
    await call('GET', '/openapi.json');
    const { body: snapshot } = await call('POST', '/snapshot');
    await call('GET', '/snapshots');
    await call('POST', '/restore', { id: snapshot.id });
    await call('DELETE', `/targets/${target.id}`);
    const { body: fault } = await call('POST', '/faults', { kind: 'reset', account, next: 2 });
    await call('GET', '/faults');
    await call('DELETE', `/faults/${fault.id}`);
    await call('DELETE', '/faults');
    await call('POST', '/scenarios', { name: 'One grading', steps: [{ start: {} }] });
    await call('GET', '/scenarios');
    await call('POST', '/scenarios/run', { name: 'One grading', account });
    await call('DELETE', '/scenarios/One%20grading');
    await call('POST', '/clock/resume');
    await call('GET', '/clock');
    await call('POST', '/reset', { world: 'empty', seed: 7 });

    expect(documentedSuccesses.filter((response) => !seenResponses.has(response))).toEqual([]);
  });
});
